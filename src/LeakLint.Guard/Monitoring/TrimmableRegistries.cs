using System.Linq;
using System.Runtime.CompilerServices;

namespace LeakLint.Guard.Monitoring;

/// <summary>Registries that can be trimmed, held weakly: to be known here keeps none of them alive.</summary>
internal sealed class TrimmableRegistries
{
    private readonly ConditionalWeakTable<ITrimmable, object?> _registries = new();

    /// <summary>All registries of the program.</summary>
    public static TrimmableRegistries All { get; } = new();

    public int Count => _registries.Count();

    public void Add(ITrimmable registry) => _registries.Add(registry, null);

    public bool Contains(ITrimmable registry) => _registries.TryGetValue(registry, out _);

    /// <summary>Has every registry let go of what it can spare.</summary>
    /// <returns>How many entries were let go of.</returns>
    public int Trim()
    {
        var trimmed = 0;
        foreach (var (registry, _) in _registries)
            trimmed += registry.Trim();
        return trimmed;
    }
}
