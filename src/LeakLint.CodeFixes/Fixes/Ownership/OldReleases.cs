using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>
/// The releases that were written by hand and are not needed once a using or a finally releases. One that comes early stays: what
/// follows it may depend on it, as on a file that is closed.
/// </summary>
internal sealed class OldReleases
{
    private readonly List<StatementSyntax> _last = [];
    private readonly List<StatementSyntax> _early = [];

    /// <param name="context">What is repaired.</param>
    /// <param name="scope">The statement from whose list's end on the resource will be released.</param>
    public OldReleases(RepairContext context, StatementList scope)
    {
        var holder = context.Finding.Holder!;
        foreach (var statement in scope.Rest.SelectMany(next => next.DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))).OfType<StatementSyntax>())
        {
            var isBlock = statement is UsingStatementSyntax block && block.Expression?.Is(holder) == true;
            if (!isBlock && !statement.IsReleaseOf(holder))
                continue;
            if (IsLast(statement, scope))
                _last.Add(statement);
            else if (!isBlock)
                _early.Add(statement);
        }
    }

    public bool HasEarly => _early.Count > 0;

    /// <summary>The only early release, when it is in the list itself: the resource may be released right there.</summary>
    public StatementSyntax? FindEnd(StatementList scope) => _early.Count == 1 && scope.Rest.Contains(_early[0]) ? _early[0] : null;

    /// <summary>Removes the releases that come last anyway, with what becomes empty.</summary>
    public void Remove(SyntaxNode root, SourceEdit edit)
    {
        foreach (var statement in _last)
            Remove(statement, root, edit);
    }

    private static void Remove(StatementSyntax statement, SyntaxNode root, SourceEdit edit)
    {
        if (root.HasConditionalDirective(statement.FullSpan))
            return;
        if (statement is UsingStatementSyntax enclosing)
        {
            Unwrap(enclosing, edit);
            return;
        }

        var node = statement;
        while (true)
        {
            switch (node.Parent)
            {
                case BlockSyntax { Statements.Count: 1, Parent: FinallyClauseSyntax { Parent: TryStatementSyntax guarded } clause }:
                    RemoveClause(guarded, clause, clause.Block, root, edit);
                    return;
                case BlockSyntax { Statements.Count: 2, Parent: CatchClauseSyntax { Filter: null, Parent: TryStatementSyntax guarded } clause } block
                    when guarded.Catches.Count == 1 && block.Statements[1] is ThrowStatementSyntax { Expression: null }:
                    RemoveClause(guarded, clause, clause.Block, root, edit);
                    return;
                case BlockSyntax { Statements.Count: 1, Parent: IfStatementSyntax { Else: null } branch } when branch.Condition.IsInert():
                    node = branch;
                    continue;
                case IfStatementSyntax { Else: null } branch when branch.Condition.IsInert():
                    node = branch;
                    continue;
                case BlockSyntax { Statements.Count: 1, Parent: ElseClauseSyntax clause }:
                    edit.Delete(clause.Span);
                    return;
                case ElseClauseSyntax clause:
                    edit.Delete(clause.Span);
                    return;
                case BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax { Statements.Count: > 1 }:
                    edit.Delete(node.Span);
                    return;
                default:
                    return;
            }
        }
    }

    // A using block becomes its body, unless that could bring two locals of one name together.
    private static void Unwrap(UsingStatementSyntax statement, SourceEdit edit)
    {
        if (statement.Statement is UsingStatementSyntax next)
        {
            edit.Replace(TextSpan.FromBounds(statement.SpanStart, next.SpanStart), "");
            return;
        }

        if (statement.Statement is not BlockSyntax { Statements.Count: > 0 } body || StatementList.Find(statement) is not { } list
            || list.Index < list.Statements.Count - 1 && body.Statements.Any(inner => inner is LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax))
            return;
        edit.Delete(TextSpan.FromBounds(statement.SpanStart, body.OpenBraceToken.Span.End));
        edit.Delete(body.CloseBraceToken.Span);
        edit.Shift(TextSpan.FromBounds(body.OpenBraceToken.Span.End, body.CloseBraceToken.SpanStart), -1);
    }

    // A try statement that loses its only clause is its body.
    private static void RemoveClause(TryStatementSyntax guarded, SyntaxNode clause, BlockSyntax body, SyntaxNode root, SourceEdit edit)
    {
        var isOnly = guarded.Catches.Count + (guarded.Finally is null ? 0 : 1) == 1;
        var isInList = guarded.Parent is BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax;
        if (!isOnly || !isInList || root.HasConditionalDirective(guarded.Span))
        {
            if (!isOnly)
                edit.Delete(clause.Span);
            else
                edit.Delete(body.Statements[0].Span);
            return;
        }

        var block = guarded.Block;
        edit.Delete(TextSpan.FromBounds(guarded.TryKeyword.SpanStart, block.OpenBraceToken.Span.End));
        edit.Delete(TextSpan.FromBounds(block.CloseBraceToken.SpanStart, guarded.Span.End));
        edit.Shift(TextSpan.FromBounds(block.OpenBraceToken.Span.End, block.CloseBraceToken.SpanStart), -1);
    }

    // Whether nothing of weight comes between a release and the end of the list.
    private static bool IsLast(SyntaxNode release, StatementList scope)
    {
        for (var node = release; ; node = node.Parent)
        {
            if (node is StatementSyntax statement && StatementList.Find(statement) is { } list)
            {
                foreach (var next in list.Statements.Skip(list.Index + 1))
                {
                    if (Leaves(next, scope))
                        return true;
                    if (next is BreakStatementSyntax)
                        return IsLast(next.Ancestors().First(IsJumpTarget), scope);
                    if (!IsInert(next))
                        return false;
                }

                if (list.Owner == scope.Owner)
                    return true;
            }

            if (node.Parent is null or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax || IsLoop(node.Parent))
                return false;
        }
    }

    private static bool Leaves(StatementSyntax statement, StatementList scope) => statement switch
    {
        ReturnStatementSyntax { Expression: null } or ThrowStatementSyntax => true,
        ReturnStatementSyntax { Expression: { } result } => result.IsInert(),
        YieldStatementSyntax { Expression: null } => true,
        BreakStatementSyntax or ContinueStatementSyntax => statement.Ancestors().First(IsJumpTarget).Contains(scope.Owner),
        _ => false,
    };

    private static bool IsJumpTarget(SyntaxNode node) => IsLoop(node) || node is SwitchStatementSyntax;

    private static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    private static bool IsInert(StatementSyntax statement) => statement switch
    {
        EmptyStatementSyntax or LocalFunctionStatementSyntax => true,
        LocalDeclarationStatementSyntax declaration => declaration.Declaration.Variables.All(variable => variable.Initializer?.Value.IsInert() != false),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => assignment.Left.IsInert() && assignment.Right.IsInert(),
        ExpressionStatementSyntax { Expression: var expression } => ReleaseCode.FindReleased(expression) is not null,
        _ => false,
    };
}
