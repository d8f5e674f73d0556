using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>
/// Calls that are only lent what they are given, whoever they are: the next statements of the same list release it themselves. Where a call answers whether it
/// keeps the argument, that is what the release depends on.
/// </summary>
internal static class ReleasedAfter
{
    /// <summary>Whether the body releases the argument for certain once the call has returned.</summary>
    public static bool Tells(IInvocationOperation call, IArgumentOperation argument) =>
        argument.Value.Unwrapped() is ILocalReferenceOperation { Local.Name: var name } && !Answers(call.TargetMethod.ReturnType)
        && call.Syntax.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax or LocalDeclarationStatementSyntax
        && call.Syntax.FirstAncestorOrSelf<StatementSyntax>() is { Parent: BlockSyntax block } statement
        && IsReleasedIn(block, statement, name);

    // bool, or a task that gives one.
    private static bool Answers(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Boolean || (type is INamedTypeSymbol { Arity: 1 } wrapped && wrapped.TypeArguments[0].SpecialType == SpecialType.System_Boolean);

    private static bool IsReleasedIn(BlockSyntax block, StatementSyntax after, string name)
    {
        for (var i = block.Statements.IndexOf(after) + 1; i < block.Statements.Count; i++)
        {
            if (block.Statements[i] is ExpressionStatementSyntax { Expression: var expression } && Releases(expression, name))
                return true;
        }

        return false;
    }

    private static bool Releases(ExpressionSyntax expression, string name) => expression switch
    {
        AwaitExpressionSyntax wait => Releases(wait.Expression, name),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var task } } => Releases(task, name),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var released }, Name.Identifier.ValueText: var member } } =>
            released == name && Contracts.IsReleaseName(member),
        ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var released }, WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var member } } } =>
            released == name && Contracts.IsReleaseName(member),
        _ => false,
    };
}
