using System;
using System.Threading.Tasks;
using LeakLint.Guard.Eviction;
using LeakLint.Guard.Release;

namespace LeakLint.Guard.Collections;

/// <summary>Tells the program that an entry was evicted; its value goes on to be released after that.</summary>
internal sealed class EvictionNotice<TKey, TValue>(ValueReleaser<TKey, TValue> releaser, EvictionEntry<TKey, TValue> entry) : IReleaseItem
    where TKey : notnull
{
    public string Name => $"'{entry.Key}'";

    public bool HasCallback => true;

    public ValueTask ReleaseAsync() => default;

    public void Notify(Exception? error) => releaser.NotifyEvicted(entry);

    public void OnReleased() => releaser.Retain(entry);
}

/// <summary>Releases an evicted value. It is tracked until then: in the dictionary it may stay, from here it has to go.</summary>
internal sealed class EvictedValue<TKey, TValue>(ValueReleaser<TKey, TValue> releaser, EvictionEntry<TKey, TValue> entry) : IReleaseItem
    where TKey : notnull
{
    private readonly LeakTrackingHandle _tracking = releaser.Track(entry);

    public string Name => $"'{entry.Key}'";

    public bool HasCallback => false;

    public async ValueTask ReleaseAsync()
    {
        try
        {
            await releaser.ReleaseAsync(entry).ConfigureAwait(false);
        }
        finally
        {
            _tracking.Release();
        }
    }

    public void Notify(Exception? error)
    {
    }

    public void OnReleased()
    {
    }
}
