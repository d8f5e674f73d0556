using System;
using LeakLint.Guard.Tracking;

namespace LeakLint.Guard;

/// <summary>
/// What <see cref="LeakTracker.Track"/> gives: keep it in a field of the thing, and release it when the thing is released. It may be
/// copied; the first release counts. A default handle does nothing.
/// </summary>
public readonly struct LeakTrackingHandle
{
    private readonly TrackedEntry? _entry;
    private readonly long _use;

    internal LeakTrackingHandle(TrackedEntry entry, long use)
    {
        _entry = entry;
        _use = use;
    }

    /// <summary>
    /// Notes that something happened to the thing: who used it last often tells who should have released it. Kept, with its stack, for
    /// things that are sampled at <see cref="LeakDetectionLevel.Advanced"/> or <see cref="LeakDetectionLevel.Paranoid"/>; nothing else.
    /// </summary>
    /// <param name="hint">What happened.</param>
    public void Record(string? hint = null)
    {
        if (LeakTracker.Level >= LeakDetectionLevel.Advanced)
            _entry?.FindSample(_use)?.Record(hint);
    }

    /// <summary>
    /// Takes the thing out of its <see cref="LeakScope"/>: it now belongs to something that outlives the scope, such as a pool. It stays
    /// tracked.
    /// </summary>
    public void Detach() => _entry?.Detach(_use);

    /// <summary>The thing is released: it is tracked no more.</summary>
    /// <remarks>
    /// At the end of a release in the thing itself, <see cref="Release(object)"/> is the better one: the collector may take an object
    /// while its last method runs.
    /// </remarks>
    /// <returns>Whether this call did it; <see langword="false"/> when it was released before, or is not tracked.</returns>
    public bool Release()
    {
        if (_entry is null || !_entry.TryEnd(_use))
            return false;
        EntryCache.Current.Return(_entry);
        return true;
    }

    /// <summary>The thing is released: it is tracked no more.</summary>
    /// <param name="resource">The thing; the collector leaves it alone until this call is over.</param>
    /// <returns>Whether this call did it; <see langword="false"/> when it was released before, or is not tracked.</returns>
    public bool Release(object resource)
    {
        var isReleased = Release();
        GC.KeepAlive(resource);
        return isReleased;
    }
}
