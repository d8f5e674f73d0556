using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Editing;

/// <summary>Small questions about syntax that several fixes ask.</summary>
internal static class SyntaxQuestions
{
    public static bool IsComment(this SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;

    /// <summary>Whether a span holds a directive that decides which code is compiled, or folds it.</summary>
    public static bool HasConditionalDirective(this SyntaxNode root, TextSpan span) =>
        root.ContainsDirectives && root.DescendantTrivia(span).Any(trivia =>
            span.IntersectsWith(trivia.Span) &&
            trivia.Kind() is SyntaxKind.IfDirectiveTrivia or SyntaxKind.ElifDirectiveTrivia or SyntaxKind.ElseDirectiveTrivia
                or SyntaxKind.EndIfDirectiveTrivia or SyntaxKind.RegionDirectiveTrivia or SyntaxKind.EndRegionDirectiveTrivia);

    /// <summary>Whether evaluating an expression neither does nor sees anything that a release could change: names, literals, comparisons.</summary>
    public static bool IsInert(this ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or LiteralExpressionSyntax or ThisExpressionSyntax or BaseExpressionSyntax or PredefinedTypeSyntax
            or DefaultExpressionSyntax or TypeOfExpressionSyntax or GenericNameSyntax or QualifiedNameSyntax => true,
        ParenthesizedExpressionSyntax inner => inner.Expression.IsInert(),
        CastExpressionSyntax cast => cast.Expression.IsInert(),
        MemberAccessExpressionSyntax access => access.Expression.IsInert(),
        PrefixUnaryExpressionSyntax { RawKind: not ((int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression) } unary => unary.Operand.IsInert(),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } unary => unary.Operand.IsInert(),
        BinaryExpressionSyntax binary => binary.Left.IsInert() && (binary.Right.IsInert() || binary.Right is TypeSyntax),
        ConditionalExpressionSyntax choice => choice.Condition.IsInert() && choice.WhenTrue.IsInert() && choice.WhenFalse.IsInert(),
        IsPatternExpressionSyntax test => test.Expression.IsInert(),
        TupleExpressionSyntax tuple => tuple.Arguments.All(argument => argument.Expression.IsInert()),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } => true,
        _ => false,
    };

    /// <summary>Whether a local or field is mentioned, by the name it is written with.</summary>
    public static bool Mentions(this SyntaxNode node, string name) =>
        node.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Any(expression => expression.Is(name));

    /// <summary>Whether an expression is this name, with or without <c>this.</c>.</summary>
    public static bool Is(this ExpressionSyntax expression, string name) => expression switch
    {
        IdentifierNameSyntax identifier => !IsMemberName(identifier) && Plain(identifier.Identifier.Text) == Plain(name),
        MemberAccessExpressionSyntax access => WithoutThis(access.ToString()) == Plain(name) || access.ToString() == name,
        ParenthesizedExpressionSyntax inner => inner.Expression.Is(name),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => sure.Operand.Is(name),
        _ => false,
    };

    /// <summary>Whether a declared name is this name, with or without <c>@</c>.</summary>
    public static bool Is(this SyntaxToken identifier, string name) => identifier.ValueText == Plain(name);

    /// <summary>The statement that is not nested in a body of this expression's own: the one to write before or after.</summary>
    public static StatementSyntax? FindStatement(this SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            if (ancestor is StatementSyntax statement)
                return statement;
            if (ancestor is AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax)
                return null;
        }

        return null;
    }

    private static bool IsMemberName(IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name && access.Expression is not ThisExpressionSyntax
        || name.Parent is MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax
        || name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ObjectInitializerExpression } } member && member.Left == name;

    private static string Plain(string name) => WithoutThis(name).TrimStart('@');

    private static string WithoutThis(string name) => name.StartsWith("this.", System.StringComparison.Ordinal) ? name.Substring(5) : name;
}
