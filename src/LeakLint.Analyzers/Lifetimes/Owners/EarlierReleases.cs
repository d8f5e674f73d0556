using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// Releases that come before the end of the object, and only if all goes well until then: "MarkAsHealthy" ends the watcher, and a Dispose that is called
/// while the watcher runs leaves it running.
/// </summary>
internal sealed class EarlierReleases(TypeLifetime type)
{
    /// <summary>Whether the field is released by ordinary members alone, and neither where it was put there nor by what runs when the object ends.</summary>
    public bool AreAllOf(FieldLifetime field) => field.Releases.Count > 0 && field.Releases.TrueForAll(release => IsEarlier(release, field));

    private bool IsEarlier(Reference release, FieldLifetime field)
    {
        // A finally belongs to work that comes to its end when the object does.
        if (release.Member is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } member
            || release.Operation.IsInNestedFunction() || IsInFinally(release.Operation) || release.Operation is IUsingOperation or IVariableInitializerOperation)
            return false;
        if (type.ReleaseMembers.Formal.Exists(formal => type.ReleaseMembers.Runs(formal, member)))
            return false;
        // Nor does a handler, or a loop, that the end of the object sets off; what begins and ends in one member needs no other.
        return member.DeclaredAccessibility != Accessibility.Private && !IsHandler(member)
            && !field.Acquisitions.Exists(made => type.ReleaseMembers.Runs(member, made.Member));
    }

    private static bool IsHandler(IMethodSymbol member) => member.Parameters.Length == 2 && member.Parameters[1].Type.Name.EndsWith("Args", System.StringComparison.Ordinal);

    private static bool IsInFinally(IOperation operation)
    {
        for (var child = operation; child.Parent is { } parent; child = parent)
        {
            if (parent is ITryOperation attempt && attempt.Finally == child)
                return true;
        }

        return false;
    }
}
