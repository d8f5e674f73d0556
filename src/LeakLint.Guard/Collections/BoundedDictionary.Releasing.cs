using System;
using System.Threading.Tasks;
using LeakLint.Guard.Eviction;
using LeakLint.Guard.Release;

namespace LeakLint.Guard;

// What becomes of entries that the dictionary lets go of by itself.
public sealed partial class BoundedDictionary<TKey, TValue> : ISweepable, IEvictionOwner<TKey, TValue>
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many evicted values wait to be disposed or are being disposed. One whose disposal hangs stays counted.</summary>
    public int DisposingCount => _releaser.UnfinishedCount;

    /// <summary>
    /// Evicts everything, disposes what is disposable without waiting for the grace period, and waits for it, at most for
    /// <see cref="BoundedDictionaryOptions{TKey, TValue}.DrainTimeout"/>. Reading finds nothing afterwards, writing throws
    /// an <see cref="ObjectDisposedException"/>. Idempotent.
    /// </summary>
    /// <returns>A task that completes when nothing is left, or the time is up.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_core.Close())
        {
            _timer.Dispose();
        }

        _releaser.EndGrace();
        OnProgress();
        try
        {
            await _drained.Task.WaitAsync(_settings.DrainTimeout, _settings.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What hangs was logged by name when its own time was up, and stays in DisposingCount.
        }
    }

    void IEvictionOwner<TKey, TValue>.OnRetired(EvictionEntry<TKey, TValue> entry, Retirement retirement)
    {
        GuardMetrics.Evicted(_settings.Name, entry.Reason);
        _releaser.Accept(entry);
        ArmForWaiting();
    }

    void IEvictionOwner<TKey, TValue>.OnLastLeaseReturned(EvictionEntry<TKey, TValue> entry)
        => throw new InvalidOperationException("A bounded dictionary gives no leases.");

    void IEvictionOwner<TKey, TValue>.OnSettled() => OnProgress();

    bool ISweepable.Sweep()
    {
        try
        {
            if (_expiry.IsActive)
            {
                _core.RetireExpired();
            }

            _releaser.ReleaseDue();
        }
        catch (Exception error)
        {
            GuardLog.SweepFailed(_settings.Logger, error, _settings.Name);
        }

        return _releaser.HasWaiting || (_expiry.IsActive && _core.Count > 0);
    }

    // A program may write a value back that was evicted while it had it in hand: then it is in use, and must not be disposed.
    private bool IsBack(EvictionEntry<TKey, TValue> evicted)
        => !typeof(TValue).IsValueType && _core.TryFind(evicted.Key, out var current) && ReferenceEquals(current.Value, evicted.Value);

    private void ArmForWaiting()
    {
        if (_releaser.HasWaiting)
        {
            _timer.Arm();
        }
    }

    private void OnProgress()
    {
        ArmForWaiting();
        if (_core.IsClosed && _core.Unsettled == 0 && _releaser.IsDone)
        {
            _drained.TrySetResult();
        }
    }
}
