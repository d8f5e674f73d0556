using System;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>Tells by syntax alone whether a body may return something that it made: most accessors plainly return what a field holds.</summary>
internal static class ReturnSyntax
{
    private const int MaxSteps = 3;

    /// <param name="declaration">The declaration of a method or accessor with a body.</param>
    public static bool MayBeFresh(SyntaxNode declaration)
    {
        foreach (var node in declaration.DescendantNodes(inner => inner == declaration || inner is not (ExpressionSyntax or LocalFunctionStatementSyntax)))
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

    /// <summary>Whether all that the property does is to give its own object, perhaps as something else.</summary>
    public static bool GivesItself(IPropertySymbol property)
    {
        if (property.DeclaringSyntaxReferences.Length != 1 || property.DeclaringSyntaxReferences[0].GetSyntax() is not PropertyDeclarationSyntax declaration)
            return false;
        if (declaration.ExpressionBody is { Expression: var value })
            return value is ThisExpressionSyntax;
        return declaration.AccessorList?.Accessors is { Count: 1 } accessors && accessors[0] is var get
            && (get.ExpressionBody?.Expression ?? (get.Body?.Statements is { Count: 1 } statements ? (statements[0] as ReturnStatementSyntax)?.Expression : null)) is ThisExpressionSyntax;
    }

    /// <summary>Whether the body may give its caller, by an out parameter, something that it made: most only look it up in a collection.</summary>
    public static bool MayGiveOut(string parameter, SyntaxNode declaration)
    {
        var isFresh = false;
        foreach (var name in declaration.NamesOf(parameter))
        {
            if (IsKept(name))
                return false;
            isFresh = isFresh || MayGetFresh(name, declaration, MaxSteps);
        }

        return isFresh;
    }

    /// <summary>Whether the body puts what its out parameter gives into a collection or another object as well: then it is theirs.</summary>
    public static bool Keeps(string parameter, SyntaxNode declaration)
    {
        foreach (var name in declaration.NamesOf(parameter))
        {
            if (IsKept(name))
                return true;
        }

        return false;
    }

    private static bool IsKept(IdentifierNameSyntax name) => name.Parent switch
    {
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax or MemberAccessExpressionSyntax } assignment => assignment.Right == name,
        ArgumentSyntax { RefKindKeyword.RawKind: 0, Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called } } } =>
            called is "Add" or "TryAdd" or "Enqueue" or "Push" or "AddOrUpdate" or "GetOrAdd" or "AddLast" or "Insert",
        _ => false,
    };

    private static bool MayBeFresh(ExpressionSyntax expression, SyntaxNode declaration, int steps = MaxSteps) => expression switch
    {
        LiteralExpressionSyntax or ThisExpressionSyntax or ThrowExpressionSyntax or DefaultExpressionSyntax => false,
        MemberAccessExpressionSyntax or ElementAccessExpressionSyntax => false,
        IdentifierNameSyntax { Identifier.ValueText: var name } => MayHoldFresh(name, declaration, steps),
        ParenthesizedExpressionSyntax { Expression: var inner } => MayBeFresh(inner, declaration, steps),
        CastExpressionSyntax { Expression: var inner } => MayBeFresh(inner, declaration, steps),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var inner } => MayBeFresh(inner, declaration, steps),
        ConditionalExpressionSyntax choice => MayBeFresh(choice.WhenTrue, declaration, steps) || MayBeFresh(choice.WhenFalse, declaration, steps),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression, Left: var inner } => MayBeFresh(inner, declaration, steps),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice => MayBeFresh(choice.Left, declaration, steps) || MayBeFresh(choice.Right, declaration, steps),
        // What is stored in a field is the field's.
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression or (int)SyntaxKind.CoalesceAssignmentExpression, Left: IdentifierNameSyntax { Identifier.ValueText: var name } } =>
            MayHoldFresh(name, declaration, steps),
        _ => true,
    };

    /// <summary>Whether this is the name of a local that may hold something that the body made.</summary>
    /// <param name="steps">From how many locals to others the value is still followed.</param>
    private static bool MayHoldFresh(string local, SyntaxNode declaration, int steps)
    {
        var isLocal = false;
        var mayBeFresh = steps == 0;
        foreach (var node in declaration.DescendantNodes())
        {
            switch (node)
            {
                case VariableDeclaratorSyntax variable when variable.Identifier.ValueText == local:
                    isLocal = true;
                    mayBeFresh = mayBeFresh || (variable.Initializer is { Value: var value } && MayBeFresh(value, declaration, steps - 1));
                    break;
                case SingleVariableDesignationSyntax variable when variable.Identifier.ValueText == local:
                    isLocal = true;
                    mayBeFresh = mayBeFresh || !(variable.Parent is DeclarationExpressionSyntax { Parent: ArgumentSyntax argument } && IsLookUp(argument));
                    break;
                case ForEachStatementSyntax loop when loop.Identifier.ValueText == local:
                    return true;
                case IdentifierNameSyntax name when name.Identifier.ValueText == local:
                    mayBeFresh = mayBeFresh || MayGetFresh(name, declaration, steps - 1);
                    break;
            }
        }

        return isLocal && mayBeFresh;
    }

    /// <summary>Whether what the name stands for gets another value here, one that the body may have made.</summary>
    private static bool MayGetFresh(IdentifierNameSyntax name, SyntaxNode declaration, int steps) => name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == name && MayBeFresh(assignment.Right, declaration, steps),
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => !IsLookUp(argument),
        TupleExpressionSyntax or ArgumentSyntax { Parent: TupleExpressionSyntax } => true,
        _ => false,
    };

    /// <summary>Whether this is the out argument of a call that takes something out of a collection, or looks it up there.</summary>
    private static bool IsLookUp(ArgumentSyntax argument)
    {
        if (argument is not { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword, Parent.Parent: InvocationExpressionSyntax { Expression: var called } })
            return false;
        var name = called switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name is "TryRemove" or "Remove" or "TryTake" or "TryDequeue" or "TryPop" or "TryPeek"
            || name.StartsWith("TryGet", StringComparison.Ordinal) || name.StartsWith("TryFind", StringComparison.Ordinal);
    }
}
