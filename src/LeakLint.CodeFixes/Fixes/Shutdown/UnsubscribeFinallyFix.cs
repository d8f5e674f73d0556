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
        var name = FreeNames.Find(statement, context.Finding.SuggestedName);
        var written = type.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(context.Model, statement.SpanStart);
        StoreHandlerFix.Keep(context, edit, statement, addition, name, $"{written} {name} = ");
        var writer = context.CreateWriter(edit);
        string[] removal = [$"{addition.Left} -= {name};"];
        if (rest.Count == 1 && rest[0] is TryStatementSyntax { Finally: null } guarded)
            writer.AddFinally(guarded, removal);
        else if (!writer.TryWrap(statement.GetLastToken(), rest, "try", "finally", removal))
            yield break;
        yield return edit;
    }
}
