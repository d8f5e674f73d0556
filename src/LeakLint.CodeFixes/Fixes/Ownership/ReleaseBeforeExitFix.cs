using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Writes a release before each exit that is reached without one.</summary>
internal sealed class ReleaseBeforeExitFix : Repair
{
    public override string Title(Finding finding) => $"Release '{finding.Holder}' before leaving";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is not { } holder || context.Finding.Exits.IsEmpty)
            yield break;
        if (context.Finding.Exits.Any(exit => context.Root.FindNode(exit).FindStatement() is YieldStatementSyntax { Expression: not null }))
        {
            // A consumer that stops at a yield runs nothing but finally blocks.
            if (context.Node.FindStatement() is { } statement && StatementList.Find(statement) is { } list && Holders.IsKept(holder, list))
            {
                foreach (var scoped in new UsingFix().Propose(context))
                    yield return scoped;
            }

            yield break;
        }

        var isNullable = context.Finding.IsNullable || MayBeEmpty(context, holder) || context.Finding.Exits.Any(exit => IsTestedForNull(context, holder, exit));
        if (Write(context, isNullable) is { } edit)
            yield return edit;
        if (!isNullable && Write(context, isNullable: true) is { } careful)
            yield return careful;
        // Where the local is out of sight at the exit, what fails on the way there is caught before.
        if (!context.Finding.Exits.Any(exit => IsInScope(context, exit)))
        {
            if (WriteBeforeNextTurn(context, holder) is { } turned)
                yield return turned;
            foreach (var caught in TryCatchFix.ProposeUpToHandOver(context, holder))
                yield return caught;
        }
    }

    // if (process is null or { HasExited: true }) throw …
    private static bool IsTestedForNull(RepairContext context, string holder, TextSpan exit) =>
        context.Root.FindNode(exit).Ancestors().TakeWhile(node => !node.Span.Contains(context.Node.Span)).OfType<IfStatementSyntax>().Any(test =>
            test.Statement.Span.Contains(exit) && test.Condition.DescendantNodesAndSelf().Any(node => node is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression }
                && node.FirstAncestorOrSelf<ExpressionSyntax>(outer => outer is IsPatternExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression })?.Mentions(holder) == true));

    /// <summary>Whether an exit can be reached past the block that acquires the resource, with nothing in the local that is declared further out.</summary>
    private static bool MayBeEmpty(RepairContext context, string holder) =>
        context.Node.FindStatement() is { } acquisition
        && Holders.FindDeclarator(holder, acquisition)?.Parent?.Parent is StatementSyntax declaration && declaration != acquisition
        && !context.Finding.Exits.All(exit => acquisition.Parent is BlockSyntax block && block.Span.Contains(exit) && block.CloseBraceToken.SpanStart != exit.Start);

    private static bool IsInScope(RepairContext context, TextSpan exit) =>
        context.Node.FindStatement()?.Parent is { } block && block.Span.Contains(exit);

    private static SourceEdit? Write(RepairContext context, bool isNullable)
    {
        var edit = context.CreateEdit();
        var release = ReleaseCode.Write(context, isNullable);
        if (!context.TryMakeAsync(context.Function, edit, context.Finding.IsAsync))
            return null;
        foreach (var exit in context.Finding.Exits)
        {
            if (!TryWrite(context, edit, exit, release))
                return null;
        }

        return edit;
    }

    /// <summary>Where the rest of a turn hands the resource over, only what ends the turn before that can lose it: "if (!usable) continue;".</summary>
    private static SourceEdit? WriteBeforeNextTurn(RepairContext context, string holder)
    {
        if (context.Node.FindStatement() is not { } statement || StatementList.Find(statement) is not { } list || list.Rest.Count == 0 || list.Rest[list.Rest.Count - 1] is not (ReturnStatementSyntax or ThrowStatementSyntax))
            return null;
        var turns = list.Rest.SelectMany(next => next.DescendantNodesAndSelf(static node => node is not (WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or SwitchStatementSyntax
            or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))).Where(static node => node is ContinueStatementSyntax or BreakStatementSyntax).Cast<StatementSyntax>().ToList();
        if (turns.Count == 0 || turns.Exists(turn => turn.Parent is not (IfStatementSyntax or BlockSyntax { Parent: IfStatementSyntax }) || (turn.Parent is BlockSyntax branch && branch.Statements.Any(next => next.Mentions(holder)))))
            return null;
        var edit = context.CreateEdit();
        var release = ReleaseCode.Write(context, isNullable: false);
        if (!context.TryMakeAsync(context.Function, edit, context.Finding.IsAsync))
            return null;
        foreach (var turn in turns)
            context.CreateWriter(edit).InsertBefore(turn, release);
        return edit;
    }

    private static bool TryWrite(RepairContext context, SourceEdit edit, TextSpan exit, IReadOnlyList<string> release)
    {
        var writer = context.CreateWriter(edit);
        var token = context.Root.FindToken(exit.Start);
        if (token.IsKind(SyntaxKind.CloseBraceToken) && token.Parent is BlockSyntax body)
        {
            // The local may be gone at the end of the body: then its own block is what is left.
            var declared = Holders.FindDeclarator(context.Finding.Holder!, context.Node)?.FirstAncestorOrSelf<BlockSyntax>();
            writer.InsertAtEnd(declared is not null && body.Contains(declared) ? declared : body, release);
            return true;
        }

        if (FindJump(context.Root.FindNode(exit)) is not { } jump || context.Root.HasConditionalDirective(TextSpan.FromBounds(jump.FullSpan.Start, jump.SpanStart)))
            return false;
        if (ValueOf(jump) is { } value && value.Mentions(context.Finding.Holder!))
            CopyOut(edit, writer, jump, value, release);
        else
            writer.InsertBefore(jump, release);
        return true;
    }

    private static StatementSyntax? FindJump(SyntaxNode node) => node.FindStatement() is
        ReturnStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or YieldStatementSyntax { Expression: null }
        ? node.FindStatement()
        : null;

    private static ExpressionSyntax? ValueOf(StatementSyntax jump) => jump switch
    {
        ReturnStatementSyntax statement => statement.Expression,
        ThrowStatementSyntax statement => statement.Expression,
        _ => null,
    };

    // What the value needs of the resource is read before the release.
    private static void CopyOut(SourceEdit edit, StatementWriter writer, StatementSyntax jump, ExpressionSyntax value, IReadOnlyList<string> release)
    {
        var name = FreeNames.Find(jump, jump is ThrowStatementSyntax ? "exception" : "result");
        writer.InsertBefore(jump, [$"var {name} = {value};", .. release]);
        edit.Replace(value.Span, name);
    }
}
