using System.Collections.Generic;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Takes the handler of a call back when the call has what it waited for, or fails.</summary>
internal sealed class UnsubscribeFinallyFix : Repair
{
    public override string Title(Finding finding) => "Remove the handler in a finally block";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (HandlerFix.FindAssignment(context.Root, context.Finding.Span) is not { Parent: ExpressionStatementSyntax statement } addition
            || StatementList.Find(statement) is not { Rest: { Count: > 0 } rest }
            || context.Model.GetTypeInfo(addition.Left).Type is not INamedTypeSymbol { TypeKind: TypeKind.Delegate } type)
            yield break;
        var edit = context.CreateEdit();
        var name = StoreHandlerFix.KeepInLocal(context, edit, statement, addition, type);
        if (context.CreateWriter(edit).TryGuard(statement.GetLastToken(), rest, [$"{addition.Left} -= {name};"]))
            yield return edit;
    }
}
