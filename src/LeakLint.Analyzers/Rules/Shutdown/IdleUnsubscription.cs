using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Shutdown;

/// <summary>A subscription that code means to end, and does not.</summary>
/// <param name="At">Where it should end.</param>
/// <param name="Event">The event, as it is written.</param>
/// <param name="Why">Why nothing is removed.</param>
/// <param name="Added">Where the handler is added.</param>
internal sealed record IdleUnsubscription(Location At, string Event, string Why, Location? Added)
{
    /// <summary>What would mend it; null when that cannot be told.</summary>
    public string? Repair { get; init; }

    /// <summary>The handler to remove, or a name for the one that is to be stored.</summary>
    public string? Name { get; init; }
}
