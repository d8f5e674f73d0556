using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Questions about the local that holds a resource.</summary>
internal static class Holders
{
    /// <summary>Whether something other than its declaration writes to a local, or could.</summary>
    public static bool IsWrittenIn(string local, SyntaxNode scope) =>
        scope.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Is(local) && IsWritten(name));

    /// <summary>The declarator of the local in this place; null when it is not declared in a statement of the function.</summary>
    public static VariableDeclaratorSyntax? FindDeclarator(string local, SyntaxNode place) =>
        place.AncestorsAndSelf().Where(node => node is BlockSyntax or SwitchSectionSyntax or CompilationUnitSyntax)
            .SelectMany(owner => owner.ChildNodes().Select(child => child is GlobalStatementSyntax global ? global.Statement : child))
            .OfType<LocalDeclarationStatementSyntax>()
            .SelectMany(statement => statement.Declaration.Variables)
            .FirstOrDefault(variable => variable.Identifier.Is(local));

    /// <summary>Whether a local is only called and tested: nothing else could hold its value, or be given it.</summary>
    public static bool IsKept(string local, StatementList scope) =>
        scope.Rest.All(next => IsKept(local, next));

    public static bool IsKept(string local, StatementSyntax statement) =>
        statement.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Is(local)).All(name => name.Parent
            is MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax or UsingStatementSyntax or IsPatternExpressionSyntax
            or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression });

    private static bool IsWritten(IdentifierNameSyntax name)
    {
        ExpressionSyntax expression = name;
        while (expression.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            expression = (ExpressionSyntax)expression.Parent;
        return expression.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == expression,
            PrefixUnaryExpressionSyntax unary => unary.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression,
            PostfixUnaryExpressionSyntax unary => unary.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } => assignment.Left == tuple,
            ArgumentSyntax argument => argument.RefKindKeyword.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword,
            RefExpressionSyntax => true,
            _ => false,
        };
    }
}
