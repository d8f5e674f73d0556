using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>A place that takes entries out of a collection, or replaces it.</summary>
/// <param name="At">The reference to the collection there.</param>
/// <param name="Member">The member that it belongs to.</param>
/// <param name="Key">Which entry goes; null when all do, or it is not said which.</param>
internal sealed record RemovalSite(IOperation At, ISymbol Member, IOperation? Key)
{
    public Location Location => At.Syntax.GetLocation();
}
