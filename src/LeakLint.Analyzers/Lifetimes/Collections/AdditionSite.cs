using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>A place that adds an entry under a key.</summary>
/// <param name="At">The reference to the collection there.</param>
/// <param name="Member">The member that it belongs to.</param>
/// <param name="Key">The key, or the element of a set.</param>
/// <param name="Value">What the entry keeps, when it is written at the place.</param>
internal sealed record AdditionSite(IOperation At, ISymbol Member, IOperation Key, IOperation? Value)
{
    /// <summary>The call or assignment that adds.</summary>
    public IOperation Effect { get; } = TemporaryEntry.EffectOf(At);
}
