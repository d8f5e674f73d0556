using System;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Eviction;
using LeakLint.Guard.Release;

namespace LeakLint.Guard;

// How resources come in: one creation per key at a time, a slot before the factory runs, a lease for everybody who waited.
public sealed partial class ResourceRegistry<TKey, TResource>
{
    /// <summary>Takes a lease on the resource of a key, creating the resource if there is none.</summary>
    /// <remarks>
    /// The factory runs once however many callers ask for the key at the same time. It runs on the thread pool and without
    /// the execution context of the caller, since what it creates outlives the caller. Its token is cancelled when all
    /// callers have given up or the registry is drained; a caller who gives up does not disturb the others. When it fails,
    /// everybody who waited gets the exception, and the next caller tries again.
    /// </remarks>
    /// <param name="key">The key.</param>
    /// <param name="factory">Creates the resource.</param>
    /// <param name="cancellationToken">Ends the wait of this caller.</param>
    /// <returns>The lease: dispose it when done.</returns>
    /// <exception cref="RegistryFullException">The registry is full, and <see cref="ResourceRegistryOptions{TKey, TResource}.FullMode"/> says not to wait.</exception>
    /// <exception cref="ObjectDisposedException">The registry was drained.</exception>
    public ValueTask<ResourceLease<TResource>> GetOrAddAsync(
        TKey key, Func<TKey, CancellationToken, ValueTask<TResource>> factory, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ResourceLease<TResource>>(cancellationToken);
        }

        return TryAcquire(key, out ResourceLease<TResource>? lease)
            ? new ValueTask<ResourceLease<TResource>>(lease)
            : CreateOrJoinAsync(key, factory, cancellationToken);
    }

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
                isAdded = Publish(creation, key, resource, ownLeases: 0) is not null;
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

    private async ValueTask<ResourceLease<TResource>> CreateOrJoinAsync(
        TKey key, Func<TKey, CancellationToken, ValueTask<TResource>> factory, CancellationToken cancellationToken)
    {
        ResourceLease<TResource>? lease;
        do
        {
            ObjectDisposedException.ThrowIf(_core.IsClosed, this);
            Creation<TKey, TResource> own = new();
            Creation<TKey, TResource> creation = _creations.GetOrAdd(key, own);
            if (ReferenceEquals(creation, own))
            {
                RunDetached(() => CreateAsync(own, key, factory));
            }
            else if (!creation.TryJoin())
            {
                await creation.EndAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            RegistryEntry<TKey, TResource>? entry = await WaitAsync(creation, cancellationToken).ConfigureAwait(false);
            if (entry is not null)
            {
                return new ResourceLease<TResource>(entry);
            }
        }
        while (!TryAcquire(key, out lease));

        return lease;
    }

    private static async Task<RegistryEntry<TKey, TResource>?> WaitAsync(Creation<TKey, TResource> creation, CancellationToken cancellationToken)
    {
        try
        {
            return await creation.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (!creation.TryLeave())
            {
                _ = GiveBackAsync(creation);
            }

            throw;
        }
    }

    // The caller left when its lease was already counted.
    private static async Task GiveBackAsync(Creation<TKey, TResource> creation)
    {
        await creation.EndAsync(CancellationToken.None).ConfigureAwait(false);
        if (creation.Completion.IsCompletedSuccessfully)
        {
            (await creation.Completion.ConfigureAwait(false))?.Return();
        }
    }

    private async Task CreateAsync(Creation<TKey, TResource> creation, TKey key, Func<TKey, CancellationToken, ValueTask<TResource>> factory)
    {
        try
        {
            if (_core.TryFind(key, out _))
            {
                // The creation before this one ended between the caller's look and its turn.
                End(creation, key).Succeed(null);
                return;
            }

            await TakeSlotAsync(creation.Abandoned).ConfigureAwait(false);
            TResource resource = await RunFactoryAsync(creation, key, factory).ConfigureAwait(false);
            if (Publish(creation, key, resource, ownLeases: null) is null)
            {
                // Drained while the factory ran. Nobody will see the resource, so nobody else disposes it.
                RegistryEntry<TKey, TResource> unseen = new(this, key, resource, _expiry.Now, leases: 0) { Reason = EvictionReason.Drain };
                unseen.Retire();
                _releases.Enqueue(unseen);
                throw new ObjectDisposedException(_settings.Name);
            }
        }
        catch (Exception error)
        {
            End(creation, key).Fail(_core.IsClosed ? new ObjectDisposedException(_settings.Name, error) : error);
        }
    }

    private async Task<TResource> RunFactoryAsync(
        Creation<TKey, TResource> creation, TKey key, Func<TKey, CancellationToken, ValueTask<TResource>> factory)
    {
        try
        {
            TResource? resource = await factory(key, creation.Abandoned).ConfigureAwait(false);
            return resource ?? throw new InvalidOperationException($"The factory of the registry {_settings.Name} returned null.");
        }
        catch
        {
            _core.FreeSlot();
            throw;
        }
    }

    // In this order: in the table, no longer in creation, announced. Whoever looks finds one or the other.
    private RegistryEntry<TKey, TResource>? Publish(Creation<TKey, TResource> creation, TKey key, TResource resource, int? ownLeases)
    {
        // Somebody who adds a resource joins nobody and takes no lease, though the creation counts it as a caller.
        int leases = creation.Seal() - (ownLeases is 0 ? 1 : 0);
        RegistryEntry<TKey, TResource> entry = new(this, key, resource, _expiry.Now, leases);
        if (!_core.TryPublish(entry))
        {
            return null;
        }

        _timer?.Arm();
        _creations.TryRemove(new(key, creation));
        creation.Succeed(entry);
        OnProgress();
        return entry;
    }

    private Creation<TKey, TResource> End(Creation<TKey, TResource> creation, TKey key)
    {
        _creations.TryRemove(new(key, creation));
        creation.Seal();
        OnProgress();
        return creation;
    }

    private async Task TakeSlotAsync(CancellationToken cancellationToken)
    {
        await _backlog.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        SlotOutcome outcome = _core.Reserve(_settings.FullMode, out SlotPool.Waiter? waiter);
        if (outcome == SlotOutcome.Full)
        {
            throw new RegistryFullException(_settings.Name, _settings.Capacity);
        }

        if (outcome == SlotOutcome.MustWait && !await WaitForSlotAsync(waiter!, cancellationToken).ConfigureAwait(false))
        {
            throw new ObjectDisposedException(_settings.Name);
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

    // Without the execution context: what the factory starts must not keep the request alive that happened to come first.
    private static void RunDetached(Func<Task> work)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = Task.Run(work);
            return;
        }

        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(work);
        }
    }
}
