using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Stores a lambda, so that the delegate that is removed is the one that was added.</summary>
internal sealed class StoreHandlerFix : Repair
{
    public override string Title(Finding finding) => "Store the handler and remove it";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (HandlerFix.FindAssignment(context.Root, context.Finding.Span) is not { } removal || context.Finding.Exits.Length != 1
            || HandlerFix.FindAssignment(context.Root, context.Finding.Exits[0]) is not { Parent: ExpressionStatementSyntax statement } addition
            || context.Model.GetTypeInfo(addition.Left).Type is not INamedTypeSymbol { TypeKind: TypeKind.Delegate } type)
            yield break;
        var edit = IsInScope(statement, removal)
            ? InLocal(context, statement, addition, removal, type)
            : InField(context, statement, addition, removal, type);
        if (edit is not null)
            yield return edit;
    }

    private static SourceEdit InLocal(RepairContext context, StatementSyntax statement, AssignmentExpressionSyntax addition, AssignmentExpressionSyntax removal, INamedTypeSymbol type)
    {
        var edit = context.CreateEdit();
        edit.Replace(removal.Right.Span, KeepInLocal(context, edit, statement, addition, type));
        return edit;
    }

    private static SourceEdit? InField(RepairContext context, StatementSyntax statement, AssignmentExpressionSyntax addition, AssignmentExpressionSyntax removal, INamedTypeSymbol type)
    {
        var edit = context.CreateEdit();
        if (!NewField.IsOfObject(addition.Left, context.Model) || NewField.TryAdd(context, statement, type, context.Finding.SuggestedName, edit) is not { } name)
            return null;
        Keep(context, edit, statement, addition, name, $"{name} = ");
        edit.Replace(removal.Right.Span, name);
        return edit;
    }

    /// <summary>Stores the handler in a new local, and adds that.</summary>
    /// <returns>The name of the local.</returns>
    public static string KeepInLocal(RepairContext context, SourceEdit edit, StatementSyntax statement, AssignmentExpressionSyntax addition, INamedTypeSymbol type)
    {
        var name = FreeNames.Find(statement, context.Finding.SuggestedName);
        var written = type.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(context.Model, statement.SpanStart);
        Keep(context, edit, statement, addition, name, $"{written} {name} = ");
        return name;
    }

    /// <summary>Stores the handler first, and adds what is stored.</summary>
    public static void Keep(RepairContext context, SourceEdit edit, StatementSyntax statement, AssignmentExpressionSyntax addition, string name, string lead)
    {
        var indent = context.Layout.IndentAt(statement.SpanStart);
        var isEmbedded = StatementWriter.IsEmbedded(statement);
        var added = $"{addition.Left} += {name};";
        edit.Insert(addition.SpanStart, lead);
        edit.Replace(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(addition.SpanStart, addition.Right.SpanStart), "");
        if (isEmbedded)
            context.CreateWriter(edit).Embrace(statement, [], [added]);
        else
            edit.Insert(context.CreateWriter(edit).EndWithComment(statement.GetLastToken()), context.Layout.NewLine + indent + added);
    }

    /// <summary>Whether a local that is declared before the addition is known at the removal.</summary>
    private static bool IsInScope(StatementSyntax addition, AssignmentExpressionSyntax removal) =>
        addition.Parent is BlockSyntax or SwitchSectionSyntax && addition.Parent.Span.Contains(removal.Span) && removal.SpanStart > addition.Span.End
        || addition.Parent is GlobalStatementSyntax && removal.SpanStart > addition.Span.End;
}
