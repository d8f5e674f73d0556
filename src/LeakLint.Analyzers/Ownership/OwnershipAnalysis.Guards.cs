using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Guards: conditions in a catch or finally that say who owns, in terms that the analysis does not follow.</content>
internal sealed partial class OwnershipAnalysis
{
    /// <summary>
    /// Whether the branch passes by a release in a catch or finally under a condition that says who owns: "if (_stream == null)
    /// stream.Dispose()". The code knows that the resource found an owner, even if this analysis does not.
    /// </summary>
    private bool IsGuardOfHandler(IOperation condition, bool value)
    {
        if (!IsInHandler(Block.EnclosingRegion) || condition is IIsNullOperation)
            return false;
        if (condition.Syntax.FirstAncestorOrSelf<IfStatementSyntax>() is not { } guard || !guard.Condition.Span.Contains(condition.Syntax.Span))
            return false;
        foreach (var node in condition.Syntax.Ancestors())
        {
            if (node == guard)
                break;
            if (node is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression })
                value = !value;
        }

        return ReleasedNames(guard.Statement).Count > 0 ? !value : value && guard.Else is { } otherwise && ReleasedNames(otherwise).Count > 0;
    }

    private void SettleGuarded(OwnershipState state, IOperation condition)
    {
        var guard = condition.Syntax.FirstAncestorOrSelf<IfStatementSyntax>()!;
        var names = ReleasedNames(guard);
        foreach (var world in state.Worlds)
        {
            foreach (var symbol in _symbols)
            {
                if (names.Contains(symbol.Key.Name))
                    HandOver(world[symbol.Value], world);
            }
        }
    }

    private static bool IsInHandler(ControlFlowRegion region)
    {
        for (; region.Kind != ControlFlowRegionKind.Root; region = region.EnclosingRegion!)
        {
            if (region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Finally)
                return true;
        }

        return false;
    }

    private static HashSet<string> ReleasedNames(SyntaxNode statement)
    {
        var names = new HashSet<string>();
        foreach (var node in statement.DescendantNodes())
        {
            switch (node)
            {
                case MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name, Name.Identifier.ValueText: var called } when Contracts.IsReleaseName(called):
                    names.Add(name.Identifier.ValueText);
                    break;
                case ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax name, WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var called } } }
                    when Contracts.IsReleaseName(called):
                    names.Add(name.Identifier.ValueText);
                    break;
            }
        }

        return names;
    }
}
