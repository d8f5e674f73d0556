using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using LeakLint.Guard.Tracking;

namespace LeakLint.Guard;

/// <summary>
/// Counts what is created and not released yet, by kind, and finds what is collected without having been released. The types of this
/// library track what they own; a program tracks its own resources with <see cref="Track"/>.
/// </summary>
/// <remarks>
/// The level comes from the environment variable <c>LEAKLINT_LEVEL</c> or the runtime option <c>LeakLint.Guard.LeakDetectionLevel</c>
/// (<c>Disabled</c>, <c>Simple</c>, <c>Advanced</c> or <c>Paranoid</c>), and is <see cref="LeakDetectionLevel.Simple"/> otherwise.
/// All members may be called from any thread.
/// </remarks>
public static class LeakTracker
{
    private static volatile LeakDetectionLevel _level = LeakLevelSetting.Read();

    /// <summary>
    /// Raised when something that was sampled is collected without having been released: on the thread pool, once for each place of
    /// creation, then for the tenth, the hundredth and so on. Not while the process ends. What a handler throws is dropped.
    /// </summary>
    public static event Action<LeakReport>? Leaked;

    /// <summary>How closely to look. A change applies to what is tracked from then on.</summary>
    public static LeakDetectionLevel Level
    {
        get => _level;
        set
        {
            if (!Enum.IsDefined(value))
                throw new ArgumentOutOfRangeException(nameof(value), value, "Not a level.");
            _level = value;
        }
    }

    /// <summary>
    /// Begins to track something that must be released. It is not kept alive. Costs a few nanoseconds and no memory, and some 20
    /// microseconds when it is sampled.
    /// </summary>
    /// <param name="resource">The thing.</param>
    /// <param name="kind">What sort of thing it is: a short constant name, such as <c>db-session</c>. Metrics and reports use it.</param>
    /// <param name="name">Which one of its kind it is, for reports.</param>
    /// <returns>What to release when the thing is released.</returns>
    public static LeakTrackingHandle Track(object resource, string kind, string? name = null)
        => Begin(resource, kind, name, ScopeState.Ambient, isDetached: false);

    /// <summary>What is tracked and not released, collected or not.</summary>
    /// <param name="kind">Of this kind only.</param>
    /// <returns>A list of this moment.</returns>
    public static IReadOnlyList<ActiveResource> FindActive(string? kind = null)
        => EntryPool.Enumerate()
            .Select(static entry => entry.Find())
            .OfType<ActiveResource>()
            .Where(resource => kind is null || resource.Kind == kind)
            .ToArray();

    /// <summary>How many things of each kind are tracked and not released. Kinds with none are left out.</summary>
    /// <returns>The numbers of this moment.</returns>
    public static IReadOnlyDictionary<string, int> CountActive()
    {
        Dictionary<string, int> counts = [];
        foreach (var entry in EntryPool.Enumerate())
        {
            if (entry.FindKind() is { } kind)
                counts[kind] = counts.GetValueOrDefault(kind) + 1;
        }

        return counts;
    }

    /// <summary>Tracks a thing that lives as long as its owner wants: it is found in the owner's scope, and counts in none.</summary>
    internal static LeakTrackingHandle TrackOwned(object resource, string kind, string? name, ScopeState? ownerScope)
        => Begin(resource, kind, name, ownerScope, isDetached: true);

    /// <summary>Whether everything that is tracked in the scope is sampled, so that its name may cost something too.</summary>
    internal static bool KeepsStacks(ScopeState? scope) => _level == LeakDetectionLevel.Paranoid || scope is { CapturesStacks: true };

    internal static void Raise(LeakReport report)
    {
        foreach (var handler in Leaked?.GetInvocationList() ?? [])
        {
            try
            {
                ((Action<LeakReport>)handler)(report);
            }
            catch (Exception)
            {
                // There is nobody to tell, and the other handlers are to be told of the leak.
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LeakTrackingHandle Begin(object resource, string kind, string? name, ScopeState? scope, bool isDetached)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(kind);
        var level = _level;
        if (level == LeakDetectionLevel.Disabled)
            return default;
        var cache = EntryCache.Current;
        var entry = cache.Take();
        var use = entry.Begin(kind, name, scope, isDetached);
        if (cache.IsNextSampled() || level == LeakDetectionLevel.Paranoid || scope is { CapturesStacks: true })
            Sample(entry, resource, kind, name, scope);
        return new LeakTrackingHandle(entry, use);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Sample(TrackedEntry entry, object resource, string kind, string? name, ScopeState? scope)
    {
        LeakReporting.Start();
        entry.Attach(new LeakSample(resource, kind, name, withFiles: scope is { CapturesStacks: true }));
    }
}
