using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Writes the release into an else of the branch that hands the resource over: what follows the branch is reached by both.</summary>
internal sealed class ReleaseOtherwiseFix : Repair
{
    public override string Title(Finding finding) => $"Release '{finding.Holder}' otherwise";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is not { } holder || context.Node.FindStatement() is not { } acquisition || StatementList.Find(acquisition) is not { } list)
            yield break;
        // Declared further out, it may hold the resource beyond the block that acquires it.
        var isEmpty = Holders.FindDeclarator(holder, acquisition)?.Parent?.Parent is not StatementSyntax declaration || declaration != acquisition && !list.Statements.Contains(declaration);
        var rest = isEmpty ? Following(acquisition, holder) : list.Rest;
        if (FindBranch(rest, holder) is not { } branch)
        {
            if (!context.Finding.Exits.Any(exit => list.Owner.Span.Contains(exit)))
            {
                foreach (var caught in TryCatchFix.ProposeUpToHandOver(context, holder))
                    yield return caught;
            }

            yield break;
        }

        foreach (var isNullable in isEmpty || context.Finding.IsNullable ? [true] : new[] { false, true })
        {
            var edit = context.CreateEdit();
            if (!context.TryMakeAsync(context.Function, edit, context.Finding.IsAsync))
                yield break;
            context.CreateWriter(edit).AddElse(branch, ReleaseCode.Write(context, isNullable));
            yield return edit;
        }
    }

    /// <summary>All that follows a statement up to the end of the block that declares the local.</summary>
    private static IReadOnlyList<StatementSyntax> Following(StatementSyntax statement, string holder)
    {
        var declared = Holders.FindDeclarator(holder, statement)?.FirstAncestorOrSelf<BlockSyntax>();
        var following = new List<StatementSyntax>();
        foreach (var outer in statement.AncestorsAndSelf().TakeWhile(node => node != declared).OfType<StatementSyntax>())
        {
            if (StatementList.Find(outer) is { } list)
                following.AddRange(list.Rest);
        }

        return following;
    }

    // The only statement that hands the resource over must be an if without an else, and do so whenever its branch is taken.
    private static IfStatementSyntax? FindBranch(IReadOnlyList<StatementSyntax> rest, string holder)
    {
        var branches = rest.Where(next => IsConditional(next) && GivesAway(next, holder)).ToList();
        if (branches.Count != 1 || branches[0] is not IfStatementSyntax { Else: null } branch || GivesAway(branch.Condition, holder))
            return null;
        IReadOnlyList<StatementSyntax> inner = branch.Statement is BlockSyntax block ? block.Statements : [branch.Statement];
        return inner.Any(statement => !IsConditional(statement) && GivesAway(statement, holder)) && !inner.Any(Jumps) ? branch : null;
    }

    private static bool Jumps(StatementSyntax statement) =>
        statement is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax;

    private static bool IsConditional(StatementSyntax statement) =>
        statement is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax or BlockSyntax or LockStatementSyntax or UsingStatementSyntax);

    private static bool GivesAway(SyntaxNode node, string holder) =>
        node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Is(holder) && name.Parent
            is ArgumentSyntax or AssignmentExpressionSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or UsingStatementSyntax or InitializerExpressionSyntax or ExpressionElementSyntax
            || name.Is(holder) && name.FirstAncestorOrSelf<StatementSyntax>() is { } statement && statement.IsReleaseOf(holder));
}
