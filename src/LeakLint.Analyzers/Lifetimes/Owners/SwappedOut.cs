using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// The value that a field held before it was given another one: what is taken out first and released afterwards is the old value, so that the release
/// says nothing of the last one. <c>var old = _x; _x = new X(); old?.Dispose();</c>, <c>Interlocked.Exchange(ref _x, new X())?.Dispose()</c>
/// </summary>
internal static class SwappedOut
{
    /// <summary>Whether the release is one of the value before, which a new one took the place of in the same member.</summary>
    public static bool IsReleasedBy(Reference release, FieldLifetime field)
    {
        var value = Unwrap(ReleasedValue(release.Operation));
        if (value is ILocalReferenceOperation { Local: var local })
        {
            if (FindOnlyValue(local, release.Operation) is not { } given)
                return false;
            value = Unwrap(given);
            if (value is IMemberReferenceOperation taken)
                return Refers(taken, field) && IsFollowedByStore(taken, release.Member, field);
        }

        return value is IInvocationOperation { TargetMethod: { Name: "Exchange", ContainingType.Name: "Interlocked" }, Arguments: { Length: 2 } arguments } && !arguments[1].Value.Unwrapped().IsNullLiteral();
    }

    /// <summary>What the call is called on, what the using statement is for.</summary>
    private static IOperation? ReleasedValue(IOperation release) => release switch
    {
        IInvocationOperation { Instance: { } instance } => instance,
        IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: { Length: > 0 } arguments } => arguments[0].Value,
        IVariableInitializerOperation initializer => initializer.Value,
        IUsingOperation { Resources: var resource } => resource,
        _ => null,
    };

    private static IOperation? Unwrap(IOperation? value)
    {
        value = value?.Unwrapped();
        if (value is not IConditionalAccessInstanceOperation)
            return value;
        for (var outer = value.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IConditionalAccessOperation access)
                return access.Operation.Unwrapped();
        }

        return null;
    }

    /// <summary>What the local is declared with, when nothing else is put into it.</summary>
    private static IOperation? FindOnlyValue(ILocalSymbol local, IOperation within)
    {
        while (within.Parent is { } parent)
            within = parent;
        IOperation? value = null;
        foreach (var operation in within.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local):
                    value = (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value;
                    break;
                case IAssignmentOperation { Target: ILocalReferenceOperation { Local: var set } } when SymbolEqualityComparer.Default.Equals(set, local):
                    return null;
            }
        }

        return value;
    }

    private static bool Refers(IMemberReferenceOperation taken, FieldLifetime field) => SymbolEqualityComparer.Default.Equals(taken.Member.OriginalDefinition, field.Symbol);

    private static bool IsFollowedByStore(IOperation taken, ISymbol member, FieldLifetime field) => field.Acquisitions.Exists(made =>
        SymbolEqualityComparer.Default.Equals(made.Member, member) && made.Operation.Syntax.SyntaxTree == taken.Syntax.SyntaxTree && made.Operation.Syntax.SpanStart > taken.Syntax.SpanStart
        && !IsBehindNullTest(made.Operation, taken));

    /// <summary>Whether the new one is made where there was none: <c>var x = _x; if (x is null) _x = x = new X();</c></summary>
    private static bool IsBehindNullTest(IOperation made, IOperation taken)
    {
        for (var inner = made; inner.Parent is { } outer; inner = outer)
        {
            if (inner is ICoalesceAssignmentOperation or ICoalesceOperation || (outer is IConditionalOperation choice && choice.Condition != inner && !choice.Syntax.Span.Contains(taken.Syntax.Span)
                && choice.Condition.Syntax is BinaryExpressionSyntax or IsPatternExpressionSyntax))
                return true;
        }

        return false;
    }
}
