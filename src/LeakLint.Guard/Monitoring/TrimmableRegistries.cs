using System.Runtime.CompilerServices;

namespace LeakLint.Guard.Monitoring;

/// <summary>All registries of the program, held weakly: to be known here keeps none of them alive.</summary>
internal static class TrimmableRegistries
{
    private static readonly ConditionalWeakTable<ITrimmable, object?> _registries = new();

    public static void Add(ITrimmable registry) => _registries.Add(registry, null);

    /// <summary>Has every registry let go of what it can spare.</summary>
    /// <returns>How many entries were let go of.</returns>
    public static int Trim()
    {
        var trimmed = 0;
        foreach (var (registry, _) in _registries)
            trimmed += registry.Trim();
        return trimmed;
    }
}
