using System;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Eviction;
using LeakLint.Guard.Registry;

namespace LeakLint.Guard;

// How a resource, created or given, gets its slot and its place.
public sealed partial class ResourceRegistry<TKey, TResource>
{
    /// <summary>Adds a resource that exists already, unless the key has one or one is being created for it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="resource">The resource. It belongs to the registry if this returns true, and to the caller otherwise.</param>
    /// <param name="cancellationToken">Ends a wait for room.</param>
    /// <returns>False when the key is taken, when the registry is full and does not wait, and after it was drained.</returns>
    public async ValueTask<bool> TryAddAsync(TKey key, TResource resource, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        cancellationToken.ThrowIfCancellationRequested();
        Creation<TKey, TResource> creation = new();
        if (_core.IsClosed || _core.TryFind(key, out _) || !_creations.TryAdd(key, creation))
        {
            return false;
        }

        bool isAdded = false;
        try
        {
            if (!_core.TryFind(key, out _))
            {
                using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
                    static state => ((Creation<TKey, TResource>)state!).Cancel(), creation);
                await TakeSlotAsync(creation.Abandoned).ConfigureAwait(false);
                isAdded = Publish(creation, key, resource, isGiven: true) is not null;
            }
        }
        catch (Exception error) when (error is RegistryFullException or ObjectDisposedException)
        {
            // Not added: the resource stays the caller's. Others who asked for the key look for themselves.
        }
        catch (OperationCanceledException)
        {
            // Drained meanwhile, unless the caller gave up.
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            if (!isAdded)
            {
                _creations.TryRemove(new(key, creation));
                creation.Seal();
                creation.Succeed(null);
                OnProgress();
            }
        }

        return isAdded;
    }

    // In this order: in the table, no longer in creation, announced. Whoever looks finds one or the other.
    private RegistryEntry<TKey, TResource>? Publish(Creation<TKey, TResource> creation, TKey key, TResource resource, bool isGiven)
    {
        // A creation counts the caller who began it; one who gives a resource away takes no lease on it.
        int leases = creation.Seal() - (isGiven ? 1 : 0);
        RegistryEntry<TKey, TResource> entry = new(this, key, resource, _expiry.Now, leases);
        entry.Track(_settings.Name, _scope);
        if (!_core.TryPublish(entry))
        {
            entry.Untrack();
            return null;
        }

        _timer?.Arm();
        _creations.TryRemove(new(key, creation));
        creation.Succeed(entry);
        OnProgress();
        return entry;
    }

    private async Task TakeSlotAsync(CancellationToken cancellationToken)
    {
        SlotOutcome outcome = _core.Reserve(_settings.FullMode, out SlotPool.Waiter? waiter);
        if (outcome == SlotOutcome.Full)
        {
            throw new RegistryFullException(_settings.Name, _settings.Capacity);
        }

        if (outcome == SlotOutcome.MustWait && !await WaitForSlotAsync(waiter!, cancellationToken).ConfigureAwait(false))
        {
            throw new ObjectDisposedException(_settings.Name);
        }

        try
        {
            await _backlog.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _core.FreeSlot();
            throw;
        }
    }

    private async Task<bool> WaitForSlotAsync(SlotPool.Waiter waiter, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _core.CancelWait(waiter);
            throw;
        }
    }
}
