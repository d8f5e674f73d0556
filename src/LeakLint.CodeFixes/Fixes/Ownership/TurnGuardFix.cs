using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Turns a guard of a release member round that is the wrong way: the first call releases, and later ones do nothing.</summary>
internal sealed class TurnGuardFix : Repair
{
    public override string Title(Finding finding) => $"Turn the guard round, so that the first call releases '{finding.Holder}'";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Exits.IsEmpty || context.Root.FindNode(context.Finding.Exits[0]) is not IfStatementSyntax { Else: null } guard
            || Turn(guard.Condition) is not { } condition)
            yield break;
        var edit = context.CreateEdit();
        edit.Replace(guard.Condition.Span, condition);
        if (guard.Statement is BlockSyntax { Statements: var statements } && statements.LastOrDefault() is ReturnStatementSyntax)
        {
            // What the first call did before it returned, it does now before it releases.
            var moved = statements.Take(statements.Count - 1).ToList();
            if (moved.Exists(statement => statement is not ExpressionStatementSyntax || statement.ContainsDirectives || statement.ToString().Contains("\n")))
                yield break;
            foreach (var statement in moved)
                edit.Delete(statement.Span);
            if (moved.Count > 0)
                context.CreateWriter(edit).InsertAfter(guard, ["", .. moved.Select(statement => statement.ToString())]);
        }

        yield return edit;
    }

    private static string? Turn(ExpressionSyntax condition) => condition switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: IdentifierNameSyntax or MemberAccessExpressionSyntax } not => not.Operand.ToString(),
        IdentifierNameSyntax or MemberAccessExpressionSyntax => "!" + condition,
        _ => null,
    };
}
