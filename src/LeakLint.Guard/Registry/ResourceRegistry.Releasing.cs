using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Eviction;
using LeakLint.Guard.Registry;
using LeakLint.Guard.Release;

namespace LeakLint.Guard;

// How resources go out: retired, then free of leases, then disposed.
public sealed partial class ResourceRegistry<TKey, TResource>
{
    // Retired, and still leased.
    private readonly ConcurrentDictionary<RegistryEntry<TKey, TResource>, bool> _lingering = new(ReferenceEqualityComparer.Instance);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Closes the registry and waits until nothing of it is left: admits no more, cancels creations, lets go of every
    /// resource, waits for the last leases to end and disposes everything.
    /// </summary>
    /// <param name="timeout">How long to wait. What is not finished then is abandoned, not forgotten: a resource is still disposed when its last lease ends.</param>
    /// <param name="cancellationToken">Ends the wait; the registry is closed nevertheless.</param>
    /// <returns>
    /// What was disposed, what failed, how many creations were cancelled, and what is abandoned: resources still leased,
    /// resources whose disposal hangs, factories that do not end.
    /// </returns>
    public async ValueTask<DrainResult> DrainAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Limit.NotNegativeOrInfinite(timeout, nameof(timeout));
        long start = _expiry.Now;
        int released = _releases.Released;
        int faulted = _releases.Faulted;
        int creations = Close();
        try
        {
            await _drained.Task.WaitAsync(timeout, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The result tells what is left.
        }

        List<string> abandoned = FindUnfinished();
        return new DrainResult(
            Completed: _releases.Released - released,
            Faulted: _releases.Faulted - faulted,
            Cancelled: Math.Max(0, creations - _creations.Count),
            Abandoned: abandoned.Count,
            Elapsed: _expiry.ElapsedSince(start),
            AbandonedNames: abandoned);
    }

    /// <summary>Drains the registry for at most <see cref="ResourceRegistryOptions{TKey, TResource}.DrainTimeout"/>. Idempotent.</summary>
    /// <returns>A task that completes when nothing is left, or the time is up.</returns>
    public async ValueTask DisposeAsync() => await DrainAsync(_settings.DrainTimeout).ConfigureAwait(false);

    internal void Return(RegistryEntry<TKey, TResource> entry) => _core.Return(entry);

    internal ValueTask DisposeResourceAsync(TResource resource) => _settings.Dispose(resource);

    internal void NotifyEvicted(RegistryEntry<TKey, TResource> entry, Exception? error)
        => _settings.OnEvicted?.Invoke(new RegistryEviction<TKey>(entry.Key, entry.Reason, _expiry.ElapsedSince(entry.CreatedAt), error));

    internal void AnnounceRetired(RegistryEntry<TKey, TResource> entry) => _ = AnnounceRetiredAsync(entry);

    private async Task AnnounceRetiredAsync(RegistryEntry<TKey, TResource> entry)
    {
        try
        {
            await entry.CancelRetiredAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            GuardLog.RetiredCallbackFailed(_logger, error, $"'{entry.Key}'", _settings.Name);
        }
    }

    void IEvictionOwner<TKey, TResource>.OnRetired(EvictionEntry<TKey, TResource> entry, Retirement retirement)
    {
        RegistryEntry<TKey, TResource> retired = Own(entry);
        GuardMetrics.Evicted(_settings.Name, entry.Reason);
        AnnounceRetired(retired);
        if (retirement == Retirement.Idle)
        {
            _releases.Enqueue(retired);
            return;
        }

        // The last lease may have ended before the entry was listed here: then nobody else takes it off the list.
        _lingering[retired] = true;
        if (retired.Leases == 0)
        {
            _lingering.TryRemove(retired, out _);
        }
    }

    void IEvictionOwner<TKey, TResource>.OnLastLeaseReturned(EvictionEntry<TKey, TResource> entry)
    {
        // Queued before it leaves the list, so that a drain finds it in one of the two.
        RegistryEntry<TKey, TResource> retired = Own(entry);
        _releases.Enqueue(retired);
        _lingering.TryRemove(retired, out _);
        OnProgress();
    }

    void IEvictionOwner<TKey, TResource>.OnSettled() => OnProgress();

    private int Close()
    {
        int creations = _creations.Count;
        if (_core.Close())
        {
            _timer?.Dispose();
            foreach (KeyValuePair<TKey, Creation<TKey, TResource>> creation in _creations)
            {
                creation.Value.Cancel();
            }
        }

        OnProgress();
        return creations;
    }

    private void OnProgress()
    {
        _backlog.OnProgress();
        if (_core.IsClosed && _core.Unsettled == 0 && _creations.IsEmpty && _lingering.IsEmpty && _releases.Pending == 0)
        {
            _drained.TrySetResult();
        }
    }

    private List<string> FindUnfinished() =>
    [
        .. _creations.Keys.Select(key => $"'{key}' (being created)"),
        .. _lingering.Keys.Select(entry => $"'{entry.Key}' (leased)"),
        .. _releases.Unfinished.Select(item => $"{item.Name} (being disposed)"),
    ];
}
