using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Releases the value of an entry that is removed, or all values before a collection is cleared.</summary>
internal sealed class ReleaseRemovedFix : Repair
{
    public override string Title(Finding finding) => "Release what is removed";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Node is AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } keys } entry, Parent: ExpressionStatementSyntax statement }
            && context.Finding.Holder is { } old && keys[0].Expression.IsInert())
        {
            if (BeforeOverwrite(context, entry, keys[0], FreeNames.Find(entry, old.TrimStart('@')), statement) is { } released)
                yield return released;
            yield break;
        }

        if (context.Finding is not { Each: { } each, Holder: { } name } || context.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax called } call)
            yield break;
        var function = context.Function;
        var edit = context.CreateEdit();
        if (!context.TryMakeAsync(function, edit, context.Finding.IsAsync))
            yield break;
        var canWait = function.IsAsync || context.Finding.IsAsync;
        var local = FreeNames.Find(call, name.TrimStart('@'));
        if (called.Name.Identifier.Text == "Clear")
        {
            if (call.Parent is not ExpressionStatementSyntax clear)
                yield break;
            context.CreateWriter(edit).InsertBefore(clear, FieldRelease.Block(context, $"foreach (var {local} in {each})", FieldRelease.Release(context, local, canWait)));
            yield return edit;
        }
        else if (TakeOut(call, local) is { } removal && TryRewrite(context, call, removal, FieldRelease.Release(context, local, canWait), edit))
        {
            yield return edit;
        }
    }

    // The value that the key has so far is taken out and released just before.
    private static SourceEdit? BeforeOverwrite(RepairContext context, ElementAccessExpressionSyntax entry, ArgumentSyntax key, string local, StatementSyntax statement)
    {
        var edit = context.CreateEdit();
        var function = context.Function;
        if (!context.TryMakeAsync(function, edit, context.Finding.IsAsync))
            return null;
        var verb = context.Model.GetTypeInfo(entry.Expression).Type?.Name == "ConcurrentDictionary" ? "TryRemove" : "Remove";
        var release = FieldRelease.Release(context, local, function.IsAsync || context.Finding.IsAsync);
        context.CreateWriter(edit).InsertBefore(statement, FieldRelease.Block(context, $"if ({entry.Expression}.{verb}({key}, out var {local}))", release));
        return edit;
    }

    // Remove(key) and TryRemove(key, out _) with the value that they take out.
    private static string? TakeOut(InvocationExpressionSyntax call, string local)
    {
        var arguments = call.ArgumentList.Arguments;
        return arguments.Count switch
        {
            1 => $"{call.Expression}({arguments[0]}, out var {local})",
            2 when arguments[1].RefKindKeyword.IsKind(SyntaxKind.OutKeyword) => $"{call.Expression}({arguments[0]}, out var {local})",
            _ => null,
        };
    }

    private static bool TryRewrite(RepairContext context, InvocationExpressionSyntax call, string removal, IReadOnlyList<string> release, SourceEdit edit)
    {
        var writer = context.CreateWriter(edit);
        switch (call.Parent)
        {
            case ExpressionStatementSyntax statement:
                writer.Replace(statement, FieldRelease.Block(context, $"if ({removal})", release));
                return true;
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" }, Parent: ExpressionStatementSyntax statement }:
                writer.Replace(statement, FieldRelease.Block(context, $"if ({removal})", release));
                return true;
            case ReturnStatementSyntax statement when !StatementWriter.IsEmbedded(statement):
                writer.Replace(statement, [$"if (!{removal})", "\treturn false;", .. release, "return true;"]);
                return true;
            case IfStatementSyntax condition when condition.Condition == call:
                edit.Replace(call.Span, removal);
                if (condition.Statement is BlockSyntax { Statements: { Count: > 0 } statements })
                    writer.InsertBefore(statements[0], release);
                else if (condition.Statement is not BlockSyntax)
                    writer.InsertBefore(condition.Statement, release);
                else
                    return false;
                return true;
            // if (!map.TryRemove(key, out var value)) throw ...;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Parent: IfStatementSyntax { Else: null, Parent: BlockSyntax, Statement: var missing } guard } not when guard.Condition == not && Leaves(missing):
                edit.Replace(call.Span, removal);
                writer.InsertAfter(guard, release);
                return true;
            case ArrowExpressionClauseSyntax arrow when arrow.Parent is MethodDeclarationSyntax method:
                return TryOpen(context, method, arrow, removal, release, edit);
            default:
                return false;
        }
    }

    private static bool Leaves(StatementSyntax statement) =>
        (statement is BlockSyntax { Statements: { Count: > 0 } statements } ? statements[statements.Count - 1] : statement)
            is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax;

    private static bool TryOpen(
        RepairContext context, MethodDeclarationSyntax method, ArrowExpressionClauseSyntax arrow, string removal, IReadOnlyList<string> release, SourceEdit edit)
    {
        // A method that becomes async is rewritten where its value stands.
        if (context.Finding.IsAsync)
            return false;
        var layout = context.Layout;
        var indent = layout.IndentAt(method.SpanStart);
        var inner = indent + layout.Unit;
        IReadOnlyList<string> lines = method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
            ? FieldRelease.Block(context, $"if ({removal})", release)
            : [$"if (!{removal})", "\treturn false;", .. release, "return true;"];
        edit.Replace(
            TextSpan.FromBounds(arrow.ArrowToken.GetPreviousToken().Span.End, method.SemicolonToken.Span.End),
            layout.OpenBrace(indent) + layout.NewLine + inner + layout.Join(lines, inner) + layout.NewLine + indent + "}");
        return true;
    }
}
