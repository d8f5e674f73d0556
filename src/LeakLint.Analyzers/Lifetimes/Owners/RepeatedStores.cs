using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// Where a type puts a new value into a field without a look at the one before, in a member that may well be called again on the same object: it is
/// told which thing to open, or what calls it says by its name that it does so again. <c>Load(string path)</c>, <c>Reconnect()</c> that calls <c>Connect()</c>
/// </summary>
internal static class RepeatedStores
{
    private static readonly string[] AgainVerbs = ["Reconnect", "Restart", "Reopen", "Reload", "Recreate", "Refresh", "Reset", "Renew", "Reinit", "Rebuild", "Retry", "Resume", "Switch"];

    private static readonly string[] ChoosingVerbs = ["Load", "Open", "Connect"];

    /// <summary>The assignments; none where the type never releases the field, since that is told of elsewhere.</summary>
    public static IEnumerable<Reference> Of(FieldLifetime field, TypeLifetime owner)
    {
        if (field.Releases.Count == 0 || field.IsLazy || TestTypes.Includes(owner.Type))
            yield break;
        foreach (var made in field.Acquisitions)
        {
            if (FindStore(made) is { } store && made.Member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } member && MayComeAgain(member, field, owner)
                && !owner.ReleaseMembers.Reach(member) && !SeesToOldOne(member, field, owner) && !IsGuarded(store, field))
                yield return new(store, member);
        }
    }

    private static bool MayComeAgain(IMethodSymbol member, FieldLifetime field, TypeLifetime owner)
    {
        // The paths of other members are looked at for private fields.
        if (field.Symbol is IFieldSymbol { DeclaredAccessibility: Accessibility.Private } && !Repetition.IsTakenForOnce(member))
            return false;
        if (IsNamed(member, AgainVerbs) || CallersOf(member, owner).Any(caller => IsNamed(caller, AgainVerbs) && !SeesToOldOne(caller, field, owner)))
            return true;
        if (CallingLoops.Run(member, caller => !SeesToOldOne(caller, field, owner)))
            return true;
        if (member.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected || member.IsOverride)
            return false;
        return (!Repetition.IsTakenForOnce(member) && member.GetAttributes().IsEmpty) || (IsNamed(member, ChoosingVerbs) && member.Parameters.Any(IsChoice));
    }

    private static bool IsChoice(IParameterSymbol parameter) => parameter.Type.SpecialType == SpecialType.System_String || parameter.Type.Name is "Uri" or "FileInfo" or "EndPoint" or "IPEndPoint";

    /// <summary>Whether the name of the method begins with one of the verbs.</summary>
    public static bool IsNamed(IMethodSymbol method, string[] verbs) => Array.Exists(verbs, verb => method.SimpleName() is var name && name.StartsWith(verb, StringComparison.Ordinal)
        && (name.Length == verb.Length || !char.IsLower(name[verb.Length]) || verb == "Reinit"));

    /// <summary>Whether the method says by its name that something was there before.</summary>
    public static bool ComesAgain(IMethodSymbol method) => IsNamed(method, AgainVerbs);

    private static IEnumerable<IMethodSymbol> CallersOf(IMethodSymbol member, TypeLifetime owner) =>
        owner.Type.GetMembers().OfType<IMethodSymbol>().Where(caller => owner.ReleaseMembers.Calls(caller, member));

    /// <summary>Whether the member, or one that it calls, releases or clears the field.</summary>
    private static bool SeesToOldOne(IMethodSymbol member, FieldLifetime field, TypeLifetime owner) => field.Releases.Concat(field.Cleared).Concat(field.Exchanges).Any(end =>
        owner.ReleaseMembers.Runs(member, end.Member));

    /// <summary>Whether the member asks first whether there is one, or whether a flag lets it go on.</summary>
    public static bool IsGuarded(IOperation store, FieldLifetime field)
    {
        var root = store;
        while (root.Parent is { } parent)
            root = parent;
        foreach (var operation in root.Descendants())
        {
            var condition = operation switch
            {
                IConditionalOperation choice => choice.Condition,
                ICoalesceOperation coalesce => coalesce.Value,
                ISwitchOperation chosen => chosen.Value,
                ISwitchExpressionOperation chosen => chosen.Value,
                _ => null,
            };
            if (condition is not null && condition.DescendantsAndSelf().Any(part => part is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } asked
                    && (SymbolEqualityComparer.Default.Equals(asked.Member.OriginalDefinition, field.Symbol) || asked.Type?.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32 || asked.Type?.TypeKind == TypeKind.Enum)))
                return true;
            if (operation is IInvocationOperation { TargetMethod.Name: var called } && (called.StartsWith("ThrowIf", StringComparison.Ordinal) || called.StartsWith("Ensure", StringComparison.Ordinal) || called.StartsWith("Verify", StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    /// <summary>The assignment of what is made, where it stands in a plain one of the member's own.</summary>
    public static IOperation? FindStore(Reference made)
    {
        for (var operation = made.Operation; operation is not (null or IBlockOperation); operation = operation.Parent)
        {
            if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation or ICoalesceAssignmentOperation or ICoalesceOperation)
                return null;
            if (operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } } assignment)
                return assignment;
        }

        return null;
    }
}
