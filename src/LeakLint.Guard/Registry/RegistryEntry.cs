using System;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Eviction;
using LeakLint.Guard.Release;
using LeakLint.Guard.Tracking;

namespace LeakLint.Guard.Registry;

/// <summary>A resource in a registry: what leases are taken on, and what is released at the end.</summary>
internal sealed class RegistryEntry<TKey, TResource> : EvictionEntry<TKey, TResource>, ILeaseSource<TResource>, IReleaseItem
    where TKey : notnull
    where TResource : class
{
    private readonly ResourceRegistry<TKey, TResource> _registry;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LeakTrackingHandle _tracking;

    // Never disposed: a holder of the token may register with it at any time. It has no timer and no links, so nothing leaks.
    private CancellationTokenSource? _retiredSource;

    public RegistryEntry(ResourceRegistry<TKey, TResource> registry, TKey key, TResource resource, long timestamp, int leases)
        : base(key, resource, timestamp, leases)
        => _registry = registry;

    /// <summary>Completes when the resource is disposed, or took too long to be.</summary>
    public Task Released => _released.Task;

    public CancellationToken Retired => (Volatile.Read(ref _retiredSource) ?? CreateRetiredSource()).Token;

    string IReleaseItem.Name => $"'{Key}'";

    bool IReleaseItem.HasCallback => _registry.HasEvictionCallback;

    public void Return() => _registry.Return(this);

    /// <summary>
    /// Cancels the token of the leases, if anybody asked for it. The token is cancelled on return; what is registered
    /// with it runs on the thread pool, and what that throws is in the task.
    /// </summary>
    public Task CancelRetiredAsync() => Volatile.Read(ref _retiredSource)?.CancelAsync() ?? Task.CompletedTask;

    /// <summary>Tracks the resource until it was disposed. Called before anybody else sees the entry.</summary>
    public void Track(string registry, ScopeState? scope) => _tracking = LeakTracker.TrackOwned(
        Value, ResourceKinds.RegistryResource, LeakTracker.KeepsStacks(scope) ? $"'{Key}' of {registry}" : registry, scope);

    /// <summary>The registry did not take the resource after all.</summary>
    public void Untrack() => _tracking.Release(Value);

    public async ValueTask ReleaseAsync()
    {
        try
        {
            await _registry.DisposeResourceAsync(Value).ConfigureAwait(false);
        }
        finally
        {
            _tracking.Release(Value);
        }
    }

    public void Notify(Exception? error) => _registry.NotifyEvicted(this, error);

    public void OnReleased() => _released.TrySetResult();

    // Retiring sets the state and then looks for the source; this sets the source and then looks at the state.
    private CancellationTokenSource CreateRetiredSource()
    {
        CancellationTokenSource created = new();
        CancellationTokenSource source = Interlocked.CompareExchange(ref _retiredSource, created, null) ?? created;
        if (IsRetired)
        {
            _registry.AnnounceRetired(this);
        }

        return source;
    }
}
