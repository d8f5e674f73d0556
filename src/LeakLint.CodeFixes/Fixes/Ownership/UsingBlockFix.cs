using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Puts what follows the acquisition into a using block on the local that holds the resource.</summary>
internal sealed class UsingBlockFix : Repair
{
    public override string Title(Finding finding) => $"Dispose '{finding.Holder}' with {(finding.IsAsync ? "an await using" : "a using")} block";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is not { } holder || context.Node.FindStatement() is not { } statement)
            yield break;
        if (statement is IfStatementSyntax branch && branch.Condition.Contains(context.Node) && !IsRefusal(branch))
        {
            if (IsSuccess(branch) && !Holders.IsWrittenIn(holder, branch.Statement) && WrapBranch(context, branch) is { } inBranch)
                yield return inBranch;
            yield break;
        }

        var list = StatementList.Find(statement);
        if (Holders.FindDeclarator(holder, statement) is { } declarator && list?.Statements.Contains(declarator.Parent?.Parent) != true)
        {
            if (FindBranches(statement, declarator) is { } branches && declarator.Initializer is null && !IsHeld(holder, branches.Rest)
                && Wrap(context, branches, new OldReleases(context, branches), null) is { } behind)
            {
                yield return behind;
            }

            foreach (var edit in new TryFinallyFix().Propose(context))
                yield return edit;
            yield break;
        }

        if (list is null || IsHeld(holder, list.Rest))
            yield break;

        var old = new OldReleases(context, list);
        if (old.FindEnd(list) is { } end && Wrap(context, list, old, end) is { } bounded)
            yield return bounded;
        if (Wrap(context, list, old, null) is { } whole)
            yield return whole;
    }

    /// <summary>The choice in whose branches the local gets its value, among the statements of the block that declares it; null when a branch leaves it.</summary>
    private static StatementList? FindBranches(StatementSyntax acquisition, VariableDeclaratorSyntax declarator)
    {
        SyntaxNode choice = acquisition;
        while (choice.Parent is BlockSyntax or ElseClauseSyntax or IfStatementSyntax or SwitchSectionSyntax or SwitchStatementSyntax && choice.Parent != declarator.Parent?.Parent?.Parent)
            choice = choice.Parent;
        return choice is IfStatementSyntax or SwitchStatementSyntax && choice.Parent == declarator.Parent?.Parent?.Parent
            && !choice.DescendantNodes().Any(node => node is ReturnStatementSyntax or GotoStatementSyntax or ContinueStatementSyntax)
            ? StatementList.Find((StatementSyntax)choice) : null;
    }

    /// <summary>Whether what follows gives the local another value, or disposes it by a using already.</summary>
    private static bool IsHeld(string holder, IReadOnlyList<StatementSyntax> rest) =>
        rest.Any(next => Holders.IsWrittenIn(holder, next) || (next is UsingStatementSyntax block && block.Expression?.Is(holder) == true));

    private static SourceEdit? Wrap(RepairContext context, StatementList list, OldReleases old, StatementSyntax? end)
    {
        var edit = context.CreateEdit();
        var writer = context.CreateWriter(edit);
        if (!context.TryMakeAsync(context.Function, edit, context.Finding.IsAsync))
            return null;
        var rest = end is null ? list.Rest : [.. list.Rest.TakeWhile(next => next != end)];
        if (rest.Count == 0)
        {
            if (end is not null)
                return null;
            writer.InsertAfter(list.Statement, ReleaseCode.Write(context, context.Finding.IsNullable));
            return edit;
        }

        if (!writer.TryWrap(list.Statement.GetLastToken(), rest, Header(context)))
            return null;
        old.Remove(context.Root, edit);
        if (end is not null)
            edit.DeleteAfterBlock(end.Span);
        return edit;
    }

    private static SourceEdit? WrapBranch(RepairContext context, IfStatementSyntax branch)
    {
        var edit = context.CreateEdit();
        var writer = context.CreateWriter(edit);
        if (!context.TryMakeAsync(context.Function, edit, context.Finding.IsAsync))
            return null;
        if (branch.Statement is BlockSyntax { Statements.Count: > 0 } block)
        {
            if (!writer.TryWrap(block.OpenBraceToken, block.Statements, Header(context)))
                return null;
            new OldReleases(context, StatementList.Find(block.Statements[0])!).Remove(context.Root, edit);
            return edit;
        }

        if (branch.Statement is BlockSyntax)
            return null;
        writer.Embrace(branch.Statement, [Header(context)], []);
        edit.Insert(branch.Statement.SpanStart, context.Layout.Unit);
        return edit;
    }

    private static string Header(RepairContext context) => $"{ReleaseCode.Using(context)}({context.Finding.Holder})";

    // if (!TryOpen(out var x)) return;
    private static bool IsRefusal(IfStatementSyntax branch) =>
        branch.Else is null
        && branch.Condition is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: InvocationExpressionSyntax }
        && (branch.Statement is BlockSyntax block ? block.Statements.LastOrDefault() : branch.Statement)
            is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax or GotoStatementSyntax or YieldStatementSyntax { Expression: null };

    // if (TryOpen(out var x)) { … }
    private static bool IsSuccess(IfStatementSyntax branch) => branch.Condition is InvocationExpressionSyntax;
}
