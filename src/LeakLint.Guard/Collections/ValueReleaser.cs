using System;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Eviction;
using LeakLint.Guard.Release;
using LeakLint.Guard.Tracking;

namespace LeakLint.Guard.Collections;

/// <summary>
/// What becomes of an evicted value: the program is told at once, readers may finish for the grace period, then it is
/// disposed. A value that needs none of it costs nothing.
/// </summary>
internal sealed class ValueReleaser<TKey, TValue>
    where TKey : notnull
{
    private readonly DictionarySettings<TKey, TValue> _settings;
    private readonly Func<EvictionEntry<TKey, TValue>, bool> _isBack;
    private readonly ReleaseQueue _releases;
    private readonly GracePeriod<TKey, TValue> _grace;
    private readonly ScopeState? _scope = ScopeState.Ambient;
    private int _nextWarning;

    /// <summary>Creates the releaser of a dictionary.</summary>
    /// <param name="settings">The options of the dictionary.</param>
    /// <param name="isBack">Whether the program has put the value of an evicted entry back under its key.</param>
    /// <param name="progressed">Raised on the thread pool when a value was released.</param>
    public ValueReleaser(DictionarySettings<TKey, TValue> settings, Func<EvictionEntry<TKey, TValue>, bool> isBack, Action progressed)
    {
        _settings = settings;
        _isBack = isBack;
        _nextWarning = settings.Capacity;
        _grace = new GracePeriod<TKey, TValue>(settings.GracePeriod, settings.Capacity, settings.TimeProvider);
        _releases = new ReleaseQueue(new ReleaseQueueSettings(
            settings.Name, settings.MaxConcurrentDisposals, settings.DisposeTimeout, settings.TimeProvider, settings.Logger))
        {
            Progressed = progressed,
        };
    }

    public bool HasWaiting => _grace.Count > 0;

    public bool IsDone => _grace.Count == 0 && _releases.Pending == 0;

    public int UnfinishedCount => _grace.Count + _releases.UnfinishedCount;

    /// <summary>Takes over an entry that was evicted.</summary>
    public void Accept(EvictionEntry<TKey, TValue> entry)
    {
        if (_settings.OnEvicted is null)
        {
            Retain(entry);
        }
        else
        {
            _releases.Enqueue(new EvictionNotice<TKey, TValue>(this, entry));
        }
    }

    /// <summary>Lets the grace period of an evicted value begin, if the value needs a release at all.</summary>
    public void Retain(EvictionEntry<TKey, TValue> entry)
    {
        if (NeedsRelease(entry.Value) && _grace.Add(entry) is { } due)
        {
            Release(due);
        }
    }

    /// <summary>Releases a value at once that nobody but its creator has seen.</summary>
    public void ReleaseUnseen(EvictionEntry<TKey, TValue> entry)
    {
        if (NeedsRelease(entry.Value))
        {
            Release(entry);
        }
    }

    /// <summary>Releases the values whose grace period is over.</summary>
    public void ReleaseDue() => _grace.ReleaseDue(Release);

    /// <summary>Releases everything now, and what comes later at once.</summary>
    public void EndGrace()
    {
        _grace.End();
        ReleaseDue();
    }

    internal void NotifyEvicted(EvictionEntry<TKey, TValue> entry) => _settings.OnEvicted?.Invoke(
        new EvictedEntry<TKey, TValue>(entry.Key, entry.Value, entry.Reason, _settings.TimeProvider.GetElapsedTime(entry.CreatedAt)));

    internal LeakTrackingHandle Track(EvictionEntry<TKey, TValue> entry)
        => entry.Value is { } value && !typeof(TValue).IsValueType
            ? LeakTracker.TrackOwned(value, ResourceKinds.DictionaryValue, _settings.Name, _scope)
            : default;

    internal ValueTask ReleaseAsync(EvictionEntry<TKey, TValue> entry) => _isBack(entry) ? default : _settings.Dispose(entry.Value);

    private bool NeedsRelease(TValue value) => _settings.HasCustomDispose || Disposal.IsDisposable(value);

    private void Release(EvictionEntry<TKey, TValue> entry)
    {
        _releases.Enqueue(new EvictedValue<TKey, TValue>(this, entry));
        int pending = _releases.Pending;
        int limit = Volatile.Read(ref _nextWarning);
        if (pending > limit && Interlocked.CompareExchange(ref _nextWarning, limit * 2, limit) == limit)
        {
            GuardLog.ReleasesFallBehind(_settings.Logger, pending, _settings.Name);
        }
    }
}
