using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Editing;

/// <summary>Whether an expression may be evaluated before the statement that it is in.</summary>
internal static class EvaluationOrder
{
    /// <summary>
    /// Whether the statement (or expression body) always evaluates the expression, exactly once, and does nothing before it that could be
    /// seen. What is not known to be so is not.
    /// </summary>
    public static bool IsFirst(ExpressionSyntax expression, SyntaxNode root)
    {
        var anyOrder = IsUnseen(expression);
        for (SyntaxNode node = expression; node != root; node = node.Parent!)
        {
            if (node.Parent is null || !IsFirstIn(node, node.Parent, anyOrder))
                return false;
        }

        return true;
    }

    private static bool IsFirstIn(SyntaxNode child, SyntaxNode parent, bool anyOrder) => parent switch
    {
        ParenthesizedExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax
            or IsPatternExpressionSyntax or ThrowExpressionSyntax or RefExpressionSyntax => true,
        MemberAccessExpressionSyntax access => access.Expression == child,
        ConditionalAccessExpressionSyntax access => access.Expression == child,
        ElementAccessExpressionSyntax access => access.Expression == child,
        InvocationExpressionSyntax call => call.Expression == child || call.ArgumentList == child && (anyOrder || IsInertReceiver(call.Expression)),
        BaseObjectCreationExpressionSyntax creation => creation.ArgumentList == child || creation.Initializer == child && HasInertArguments(creation),
        InitializerExpressionSyntax items => anyOrder || items.Expressions.TakeWhile(item => item != child).All(IsInertItem),
        AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax key, Parent: InitializerExpressionSyntax } item =>
            item.Right == child && key.ArgumentList.Arguments.All(argument => argument.Expression.IsInert()),
        BaseArgumentListSyntax list => anyOrder || list.Arguments.TakeWhile(argument => argument != child).All(argument => argument.Expression.IsInert()),
        ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
        TupleExpressionSyntax tuple => anyOrder || tuple.Arguments.TakeWhile(argument => argument != child).All(argument => argument.Expression.IsInert()),
        InterpolationSyntax hole => hole.Expression == child,
        InterpolatedStringExpressionSyntax text => text.Contents.TakeWhile(part => part != child).All(part => part is not InterpolationSyntax hole || hole.Expression.IsInert()),
        ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax { Elements.Count: 1 } or ExpressionElementSyntax => true,
        ArrayCreationExpressionSyntax array => array.Initializer == child,
        ConditionalExpressionSyntax choice => choice.Condition == child,
        SwitchExpressionSyntax choice => choice.GoverningExpression == child,
        BinaryExpressionSyntax binary => binary.Left == child || binary.Left.IsInert()
            && binary.Kind() is not (SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression),
        AssignmentExpressionSyntax assignment => assignment.Right == child && (assignment.Left.IsInert() || assignment.Left is DeclarationExpressionSyntax)
            && assignment.Kind() is SyntaxKind.SimpleAssignmentExpression,
        EqualsValueClauseSyntax => true,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } => declaration.Variables[0] == parent,
        VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax } => true,
        LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or YieldStatementSyntax => true,
        IfStatementSyntax branch => branch.Condition == child && branch.Parent is not ElseClauseSyntax,
        SwitchStatementSyntax branch => branch.Expression == child,
        CommonForEachStatementSyntax loop => loop.Expression == child,
        LockStatementSyntax guarded => guarded.Expression == child,
        _ => false,
    };

    // Nobody can tell when a source of tokens was made.
    private static bool IsUnseen(ExpressionSyntax expression) =>
        expression is ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.Text: "CancellationTokenSource" }, Initializer: null } creation && HasInertArguments(creation);

    // The constructor runs before: that of an object with an initializer only makes a place for its values.
    private static bool HasInertArguments(BaseObjectCreationExpressionSyntax creation) =>
        creation.ArgumentList?.Arguments.All(argument => argument.Expression.IsInert()) != false;

    private static bool IsInertItem(ExpressionSyntax item) => item switch
    {
        AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax key } assignment => key.ArgumentList.Arguments.All(argument => argument.Expression.IsInert()) && IsInertItem(assignment.Right),
        AssignmentExpressionSyntax assignment => IsInertItem(assignment.Right),
        InitializerExpressionSyntax items => items.Expressions.All(IsInertItem),
        _ => item.IsInert(),
    };

    private static bool IsInertReceiver(ExpressionSyntax called) => called is not MemberAccessExpressionSyntax access
        ? called is SimpleNameSyntax
        : access.Expression.IsInert();
}
