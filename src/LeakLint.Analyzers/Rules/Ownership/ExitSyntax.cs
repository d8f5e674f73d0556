using System.Linq;
using LeakLint.Flow;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>Finds the statement of an exit: Roslyn's graph keeps the value that is returned, but not the return.</summary>
internal static class ExitSyntax
{
    /// <summary>The return, throw or yield statement, or the token that ends the body.</summary>
    public static SyntaxNodeOrToken Find(LostExit exit, SyntaxNode acquisition)
    {
        if (exit.At is { } value)
            return value.FirstAncestorOrSelf<SyntaxNode>(IsExit) ?? value;
        if (exit.Kind == ExitKind.Throw && FindRethrow(exit.From) is { } rethrow)
            return rethrow;
        if (exit.From.Operations is { Length: > 0 } operations)
        {
            var last = operations[operations.Length - 1].Syntax.FirstAncestorOrSelf<StatementSyntax>();
            if (NextStatement(last) is ReturnStatementSyntax { Expression: null } after)
                return after;
        }

        foreach (var predecessor in exit.From.Predecessors)
        {
            if (predecessor.Source.BranchValue?.Syntax.FirstAncestorOrSelf<IfStatementSyntax>() is not { } condition)
                continue;
            if (FirstStatement(condition.Statement) is ReturnStatementSyntax { Expression: null } then)
                return then;
            if (condition.Else is { } otherwise && FirstStatement(otherwise.Statement) is ReturnStatementSyntax { Expression: null } elseReturn)
                return elseReturn;
        }

        if (exit.From.BranchValue?.Syntax.FirstAncestorOrSelf<IfStatementSyntax>() is { } tested
            && FirstStatement(tested.Statement) is ReturnStatementSyntax { Expression: null } guarded)
            return guarded;
        return EndOfBody(acquisition);
    }

    /// <summary>
    /// The only continue or break of the loop around the acquisition that leaves its turn with nothing released before it there; null where there are
    /// several, or none. The graph knows the exit of the body alone, which all turns reach.
    /// </summary>
    public static StatementSyntax? FindJump(SyntaxNode acquisition)
    {
        var body = acquisition.Ancestors().OfType<BlockSyntax>().FirstOrDefault();
        if (body?.Parent?.IsLoop() != true)
            return null;
        var jumps = body.DescendantNodes(node => !node.IsLoop() && node is not (SwitchStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Where(node => node is ContinueStatementSyntax or BreakStatementSyntax && node.SpanStart > acquisition.Span.End).ToList();
        return jumps.Count == 1 && jumps[0].Parent is BlockSyntax around && !around.DescendantTokens().Any(token => Contracts.IsReleaseName(token.ValueText)) ? (StatementSyntax)jumps[0] : null;
    }

    // "throw;" leaves nothing in the graph: it is looked for in the catch that the block before it stands in.
    private static ThrowStatementSyntax? FindRethrow(BasicBlock block)
    {
        if (block.Predecessors.Select(branch => branch.Source).Prepend(block).Select(SyntaxOf).FirstOrDefault(syntax => syntax is not null)?.FirstAncestorOrSelf<CatchClauseSyntax>() is not { } clause)
            return null;
        var rethrows = clause.Block.DescendantNodes(node => node is not (CatchClauseSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ThrowStatementSyntax>().Where(statement => statement.Expression is null).ToList();
        return rethrows.Count == 1 ? rethrows[0] : null;
    }

    private static SyntaxNode? SyntaxOf(BasicBlock block) =>
        block.Operations is { Length: > 0 } operations ? operations[operations.Length - 1].Syntax : block.BranchValue?.Syntax;

    private static bool IsExit(SyntaxNode node) =>
        node is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or YieldStatementSyntax or ArrowExpressionClauseSyntax;

    private static StatementSyntax? NextStatement(StatementSyntax? statement)
    {
        if (statement?.Parent is not BlockSyntax { Statements: var statements })
            return null;
        var next = statements.IndexOf(statement) + 1;
        return next < statements.Count ? statements[next] : null;
    }

    private static StatementSyntax? FirstStatement(StatementSyntax statement) =>
        statement is BlockSyntax { Statements.Count: > 0 } block ? block.Statements[0] : statement;

    private static SyntaxNodeOrToken EndOfBody(SyntaxNode acquisition)
    {
        foreach (var node in acquisition.Ancestors())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax { Block: { } lambda }:
                    return lambda.CloseBraceToken;
                case LocalFunctionStatementSyntax { Body: { } local }:
                    return local.CloseBraceToken;
                case BaseMethodDeclarationSyntax { Body: { } method }:
                    return method.CloseBraceToken;
                case AccessorDeclarationSyntax { Body: { } accessor }:
                    return accessor.CloseBraceToken;
                case CompilationUnitSyntax:
                    return acquisition.FirstAncestorOrSelf<GlobalStatementSyntax>() is { } statement ? statement.GetLastToken() : acquisition.GetLastToken();
                case AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax:
                    return node.GetLastToken();
            }
        }

        return acquisition.GetLastToken();
    }
}
