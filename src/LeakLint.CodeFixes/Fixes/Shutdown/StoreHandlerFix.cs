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
        var name = FreeNames.Find(statement, context.Finding.SuggestedName);
        var written = type.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(context.Model, statement.SpanStart);
        Rewrite(context, edit, statement, addition, removal, name, $"{written} {name} = ");
        return edit;
    }

    private static SourceEdit? InField(RepairContext context, StatementSyntax statement, AssignmentExpressionSyntax addition, AssignmentExpressionSyntax removal, INamedTypeSymbol type)
    {
        if (statement.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { Parent: TypeDeclarationSyntax owner } member || !IsOfObject(addition.Left, context.Model))
            return null;
        var edit = context.CreateEdit();
        var name = FreeNames.Find(owner.Members.First(), "_" + context.Finding.SuggestedName);
        if (owner.DescendantTokens().Any(token => token.ValueText == name))
            return null;
        var isNullable = (context.Model.GetNullableContext(statement.SpanStart) & NullableContext.AnnotationsEnabled) != 0;
        var written = type.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(context.Model, statement.SpanStart) + (isNullable ? "?" : "");
        var isStatic = member.Modifiers.Any(SyntaxKind.StaticKeyword);
        var first = owner.Members.First();
        var indent = context.Layout.IndentAt(first.SpanStart);
        var between = first is FieldDeclarationSyntax ? context.Layout.NewLine + indent : context.Layout.NewLine + context.Layout.NewLine + indent;
        edit.Insert(first.SpanStart, $"private {(isStatic ? "static " : "")}{written} {name};{between}");
        Rewrite(context, edit, statement, addition, removal, name, $"{name} = ");
        return edit;
    }

    private static void Rewrite(
        RepairContext context, SourceEdit edit, StatementSyntax statement, AssignmentExpressionSyntax addition, AssignmentExpressionSyntax removal, string name, string lead)
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
        edit.Replace(removal.Right.Span, name);
    }

    /// <summary>Whether a local that is declared before the addition is known at the removal.</summary>
    private static bool IsInScope(StatementSyntax addition, AssignmentExpressionSyntax removal) =>
        addition.Parent is BlockSyntax or SwitchSectionSyntax && addition.Parent.Span.Contains(removal.Span) && removal.SpanStart > addition.Span.End
        || addition.Parent is GlobalStatementSyntax && removal.SpanStart > addition.Span.End;

    /// <summary>Whether there is one publisher for each object, so that one field is enough.</summary>
    private static bool IsOfObject(ExpressionSyntax left, SemanticModel model)
    {
        var receiver = left;
        while (receiver is MemberAccessExpressionSyntax access)
            receiver = access.Expression;
        return receiver is ThisExpressionSyntax or BaseExpressionSyntax or PredefinedTypeSyntax
            || model.GetSymbolInfo(receiver).Symbol is IFieldSymbol or IPropertySymbol or IEventSymbol or INamedTypeSymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };
    }
}
