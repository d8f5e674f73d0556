using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>Tells by syntax alone whether a body may return something that it made: most accessors plainly return what a field holds.</summary>
internal static class ReturnSyntax
{
    /// <param name="declaration">The declaration of a method or accessor with a body.</param>
    public static bool MayBeFresh(SyntaxNode declaration)
    {
        foreach (var node in declaration.DescendantNodes(inner => inner == declaration || inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            var returned = node switch
            {
                ReturnStatementSyntax { Expression: { } expression } => expression,
                ArrowExpressionClauseSyntax { Expression: var expression } when node.Parent == declaration => expression,
                _ => null,
            };
            if (returned is not null && MayBeFresh(returned, declaration))
                return true;
        }

        return false;
    }

    /// <summary>Whether the body may give its caller, by an out parameter, something that it made: most only look it up in a collection.</summary>
    public static bool MayGiveOut(string parameter, SyntaxNode declaration)
    {
        foreach (var node in declaration.DescendantNodes())
        {
            if (node is not IdentifierNameSyntax name || name.Identifier.ValueText != parameter)
                continue;
            switch (name.Parent)
            {
                case AssignmentExpressionSyntax assignment when assignment.Left == name:
                    if (MayBeFresh(assignment.Right, declaration))
                        return true;
                    break;
                case ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword, Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called } } }
                    when called is "TryGetValue" or "TryRemove" or "Remove" or "TryTake" or "TryDequeue" or "TryPop" or "TryPeek":
                    break;
                case ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or TupleExpressionSyntax or ArgumentSyntax { Parent: TupleExpressionSyntax }:
                    return true;
            }
        }

        return false;
    }

    private static bool MayBeFresh(ExpressionSyntax expression, SyntaxNode declaration) => expression switch
    {
        LiteralExpressionSyntax or ThisExpressionSyntax or ThrowExpressionSyntax or DefaultExpressionSyntax => false,
        MemberAccessExpressionSyntax or ElementAccessExpressionSyntax => false,
        IdentifierNameSyntax { Identifier.ValueText: var name } => IsLocal(name, declaration),
        ParenthesizedExpressionSyntax { Expression: var inner } => MayBeFresh(inner, declaration),
        CastExpressionSyntax { Expression: var inner } => MayBeFresh(inner, declaration),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var inner } => MayBeFresh(inner, declaration),
        ConditionalExpressionSyntax choice => MayBeFresh(choice.WhenTrue, declaration) || MayBeFresh(choice.WhenFalse, declaration),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression, Left: var inner } => MayBeFresh(inner, declaration),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice => MayBeFresh(choice.Left, declaration) || MayBeFresh(choice.Right, declaration),
        // What is stored in a field is the field's.
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression or (int)SyntaxKind.CoalesceAssignmentExpression, Left: IdentifierNameSyntax { Identifier.ValueText: var name } } =>
            IsLocal(name, declaration),
        _ => true,
    };

    private static bool IsLocal(string name, SyntaxNode declaration)
    {
        foreach (var node in declaration.DescendantNodes())
        {
            var declared = node switch
            {
                VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
                SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
                ForEachStatementSyntax loop => loop.Identifier.ValueText,
                _ => null,
            };
            if (declared == name)
                return true;
        }

        return false;
    }
}
