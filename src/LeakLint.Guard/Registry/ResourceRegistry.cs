using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Eviction;
using LeakLint.Guard.Monitoring;
using LeakLint.Guard.Registry;
using LeakLint.Guard.Release;
using LeakLint.Guard.Tracking;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeakLint.Guard;

/// <summary>
/// Holds resources that are expensive and must be disposed (sessions, connections, transports, child processes) by key:
/// a limited number of them, each created once however many callers ask, none disposed while somebody holds a lease on
/// it, each disposed exactly once when it is evicted, expires, is removed or the registry is drained.
/// </summary>
/// <remarks>
/// All members are thread-safe. Resources are disposed on the thread pool, never on the thread of a caller, and no
/// exception of theirs reaches a caller who has nothing to do with them.
/// </remarks>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TResource">The type of the resources. The registry owns each from the moment it accepts it.</typeparam>
public sealed partial class ResourceRegistry<TKey, TResource> : IAsyncDisposable, ISweepable, ITrimmable, IEvictionOwner<TKey, TResource>
    where TKey : notnull
    where TResource : class
{
    private readonly RegistrySettings<TKey, TResource> _settings;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ExpiryPolicy _expiry;
    private readonly EvictionCore<TKey, TResource> _core;
    private readonly SweepTimer? _timer;
    private readonly ReleaseQueue _releases;
    private readonly ReleaseBacklog _backlog;
    private readonly ConcurrentDictionary<TKey, Creation<TKey, TResource>> _creations;
    private readonly ScopeState? _scope = ScopeState.Ambient;

    /// <summary>Creates an empty registry.</summary>
    /// <param name="options">The limits. Changing them later has no effect.</param>
    /// <param name="timeProvider">The clock, or null for the system's.</param>
    /// <param name="logger">Where failing disposals and callbacks are logged, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    public ResourceRegistry(ResourceRegistryOptions<TKey, TResource> options, TimeProvider? timeProvider = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = RegistrySettings<TKey, TResource>.From(options);
        _timeProvider = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
        _expiry = new ExpiryPolicy(_settings.IdleTimeout, _settings.MaxLifetime, _timeProvider);
        _core = new EvictionCore<TKey, TResource>(_settings.Capacity, _settings.Comparer, _expiry, this);
        _creations = new ConcurrentDictionary<TKey, Creation<TKey, TResource>>(_settings.Comparer);
        _releases = new ReleaseQueue(new ReleaseQueueSettings(
            _settings.Name, _settings.MaxConcurrentDisposals, _settings.DisposeTimeout, _timeProvider, _logger))
        {
            Progressed = OnProgress,
        };
        _backlog = new ReleaseBacklog(() => _core.Unsettled + _releases.Pending, _settings.Capacity);
        _timer = _expiry.IsActive ? new SweepTimer(this, _settings.ScanInterval, _timeProvider) : null;
        TrimmableRegistries.All.Add(this);
    }

    /// <summary>How many resources can be acquired: those being created, and those let go of, are not counted.</summary>
    public int Count => _core.Count;

    /// <summary>How many resources somebody holds a lease on, those let go of included. Takes time proportional to <see cref="Count"/>.</summary>
    public int LeasedCount
    {
        get
        {
            int leased = _lingering.Count;
            foreach (EvictionEntry<TKey, TResource> entry in _core.Entries)
            {
                leased += entry.Leases > 0 ? 1 : 0;
            }

            return leased;
        }
    }

    /// <summary>How many resources wait to be disposed or are being disposed. One whose disposal hangs stays counted.</summary>
    public int DisposingCount => _releases.UnfinishedCount;

    /// <summary>How many callers are in line for a slot, in the mode that waits.</summary>
    internal int WaitingForSlot => _core.Waiting;

    /// <summary>How many callers have a slot and wait for disposals to end.</summary>
    internal int WaitingForRoom => _backlog.Waiting;

    internal bool HasEvictionCallback => _settings.OnEvicted is not null;

    /// <summary>Takes a lease on the resource of a key, if there is one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="lease">The lease: dispose it when done.</param>
    /// <returns>Whether there was a resource.</returns>
    public bool TryAcquire(TKey key, [NotNullWhen(true)] out ResourceLease<TResource>? lease)
    {
        if (_core.TryFind(key, out EvictionEntry<TKey, TResource>? entry) && entry.TryAcquire())
        {
            lease = new ResourceLease<TResource>(Own(entry));
            return true;
        }

        lease = null;
        return false;
    }

    /// <summary>
    /// Lets go of a resource: it is handed out no more, <see cref="ResourceLease{TResource}.Retired"/> is cancelled, and
    /// it is disposed when its last lease ends.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether there was a resource.</returns>
    public bool TryRetire(TKey key) => TryRetire(key, out _);

    /// <summary>Lets go of a resource and waits until it is disposed, or its disposal took too long. Do not hold a lease on it meanwhile.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait; the resource is disposed nevertheless.</param>
    /// <returns>Whether there was a resource.</returns>
    public async ValueTask<bool> RemoveAsync(TKey key, CancellationToken cancellationToken = default)
    {
        if (!TryRetire(key, out RegistryEntry<TKey, TResource>? entry))
        {
            return false;
        }

        await entry.Released.WaitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Evicts now what the time limits allow to evict, and waits until what is not leased of it is disposed.</summary>
    /// <param name="cancellationToken">Ends the wait; what was evicted is disposed nevertheless.</param>
    /// <returns>How many resources were evicted.</returns>
    public async ValueTask<int> TrimAsync(CancellationToken cancellationToken = default)
    {
        List<EvictionEntry<TKey, TResource>> expired = _core.RetireExpired();
        foreach (EvictionEntry<TKey, TResource> entry in expired)
        {
            if (entry.Leases == 0)
            {
                await Own(entry).Released.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return expired.Count;
    }

    bool ISweepable.Sweep()
    {
        try
        {
            _core.RetireExpired();
        }
        catch (Exception error)
        {
            GuardLog.SweepFailed(_logger, error, _settings.Name);
        }

        return _core.Count > 0;
    }

    int ITrimmable.Trim()
    {
        int expired = _core.RetireExpired().Count;
        return _settings.FullMode == RegistryFullMode.EvictIdle ? expired + _core.RetireIdleHalf(EvictionReason.MemoryPressure) : expired;
    }

    // Every entry of this registry was made by it. A checked cast is a look-up in shared generic code, and leases are hot.
    private static RegistryEntry<TKey, TResource> Own(EvictionEntry<TKey, TResource> entry)
    {
        Debug.Assert(entry is RegistryEntry<TKey, TResource>);
        return Unsafe.As<RegistryEntry<TKey, TResource>>(entry);
    }

    private bool TryRetire(TKey key, [NotNullWhen(true)] out RegistryEntry<TKey, TResource>? retired)
    {
        retired = null;
        if (_core.TryFind(key, out EvictionEntry<TKey, TResource>? entry) && _core.TryRetire(entry, EvictionReason.Removed))
        {
            retired = Own(entry);
        }

        return retired is not null;
    }
}
