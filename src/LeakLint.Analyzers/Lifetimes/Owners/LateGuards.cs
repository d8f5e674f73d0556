using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// Release members that end early because something was never made, and so leave open what always is: <c>if (_writer is null) return; _writer.Dispose(); _input.Dispose();</c>
/// </summary>
internal static class LateGuards
{
    /// <summary>The guard before the release; null when there is none.</summary>
    /// <param name="release">The release.</param>
    /// <param name="field">What it releases: only what every object has from its beginning counts.</param>
    /// <param name="index">The bodies of the type.</param>
    public static IOperation? Find(Reference release, FieldLifetime field, BodyIndex index)
    {
        var statement = release.Operation;
        while (statement.Parent is { } parent and not IBlockOperation)
            statement = parent;
        if (statement.Parent is not IBlockOperation { Parent: IMethodBodyOperation or null } block || block.Operations.Length < 2
            || field.Acquisitions.Count == 0 || !field.Acquisitions.TrueForAll(static made => IsFromBeginning(made.Member)))
            return null;
        foreach (var before in block.Operations)
        {
            if (before == statement)
                return null;
            if (before is IConditionalOperation { WhenFalse: null, WhenTrue: var end } guard && Ends(end) && FindMissing(guard.Condition) is { } other && !SymbolEqualityComparer.Default.Equals(other, field.Symbol) && IsMadeLater(other, index))
                return guard;
        }

        return null;
    }

    private static bool Ends(IOperation branch) => branch switch
    {
        IReturnOperation { IsImplicit: false } => true,
        IBlockOperation { Operations: { Length: 1 } only } => Ends(only[0]),
        _ => false,
    };

    /// <summary>The field that is found to be null.</summary>
    private static IFieldSymbol? FindMissing(IOperation condition) => condition.Unwrapped() switch
    {
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } }, Value: var asked } => FieldOf(asked),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, RightOperand: var right, LeftOperand: var left } when right.IsNullLiteral() => FieldOf(left),
        _ => null,
    };

    private static IFieldSymbol? FieldOf(IOperation asked) =>
        asked.Unwrapped() is IFieldReferenceOperation { Field: { IsStatic: false, DeclaredAccessibility: Accessibility.Private } field, Instance: { } instance } && instance.IsThis() ? field : null;

    private static bool IsMadeLater(IFieldSymbol field, BodyIndex index)
    {
        var stores = index.ReferencesTo(field).Where(static reference => reference.Operation is ISymbolInitializerOperation
            || (reference.Operation.Parent is IAssignmentOperation { Value: var value } assignment && assignment.Target == reference.Operation && !value.IsNullLiteral())).ToList();
        return stores.Count > 0 && stores.TrueForAll(static store => !IsFromBeginning(store.Member));
    }

    private static bool IsFromBeginning(ISymbol member) => member is not IMethodSymbol { MethodKind: not MethodKind.Constructor };
}
