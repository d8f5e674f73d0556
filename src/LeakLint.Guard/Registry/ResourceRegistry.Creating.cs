using System;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Eviction;
using LeakLint.Guard.Registry;
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
            if (Publish(creation, key, resource, isGiven: false) is null)
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

    private Creation<TKey, TResource> End(Creation<TKey, TResource> creation, TKey key)
    {
        _creations.TryRemove(new(key, creation));
        creation.Seal();
        OnProgress();
        return creation;
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
