using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Releases the previous value of a local or field just before it is assigned again.</summary>
internal sealed class ReleasePreviousFix : Repair
{
    public override string Title(Finding finding) => $"Release the previous value of '{finding.Holder}' first";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is not { } holder)
            yield break;
        if (context.Node.FirstAncestorOrSelf<VariableDeclaratorSyntax>(node => node.Identifier.Is(holder)) is { } declarator)
        {
            // The declaration itself runs again, after a jump back: where the local keeps to itself, a using ends each turn.
            if (declarator.Parent?.Parent is LocalDeclarationStatementSyntax declaration && StatementList.Find(declaration) is { } list && Holders.IsKept(holder, list))
            {
                foreach (var edit in new UsingFix().Propose(context))
                    yield return edit;
            }

            yield break;
        }

        // What was exchanged for the new value is released where it comes out.
        if (context.Node is InvocationExpressionSyntax { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax } exchange
            && exchange.ArgumentList.Arguments.FirstOrDefault()?.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) == true)
        {
            var edit = context.CreateEdit();
            edit.Insert(exchange.Span.End, "?." + (context.Finding.Release == Releases.Close ? "Close" : "Dispose") + "()");
            yield return edit;
            yield break;
        }

        if (context.Node.FirstAncestorOrSelf<AssignmentExpressionSyntax>(node => node.IsKind(SyntaxKind.SimpleAssignmentExpression) && node.Left.Is(holder)) is not { } assignment
            || assignment.Right.Mentions(holder))
        {
            yield break;
        }

        // A field may be empty even where its type does not say so; a local only where the analysis says so.
        var mayBeEmpty = context.Finding.IsNullable || Holders.FindDeclarator(holder, assignment) is null;
        if (mayBeEmpty && Write(context, assignment, isNullable: true) is { } careful)
            yield return careful;
        if (!context.Finding.IsNullable && Write(context, assignment, isNullable: false) is { } direct)
            yield return direct;
    }

    private static SourceEdit? Write(RepairContext context, AssignmentExpressionSyntax assignment, bool isNullable)
    {
        var edit = context.CreateEdit();
        var function = context.Function;
        var release = ReleaseCode.Write(context, isNullable);
        // The task that is returned has nothing to do with what a field held before.
        var mayBeInUse = Holders.FindDeclarator(context.Finding.Holder!, assignment) is not null;
        if ((mayBeInUse || context.Finding.IsAsync) && !context.TryMakeAsync(function, edit, context.Finding.IsAsync))
            return null;
        if (assignment.FindStatement() is { } statement)
        {
            if (!EvaluationOrder.IsFirst(assignment, statement))
                return null;
            context.CreateWriter(edit).InsertBefore(statement, release);
            return edit;
        }

        return function.Expression is { } body && EvaluationOrder.IsFirst(assignment, body)
            && context.TryOpenBody(function, edit, context.Finding.IsAsync, release) ? edit : null;
    }
}
