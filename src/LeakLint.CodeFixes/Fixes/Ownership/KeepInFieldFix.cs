using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Keeps what a statement creates and drops in a field of the type, whose release member releases it.</summary>
internal sealed class KeepInFieldFix : Repair
{
    public override string Title(Finding finding) => $"Keep the {finding.SuggestedName} in a field and release it with the object";

    public override IEnumerable<SourceEdit> Propose(RepairContext context) => Keep(context).Concat(OneShotTimer.Propose(context));

    private static IEnumerable<SourceEdit> Keep(RepairContext context)
    {
        if (context.Node.FindStatement() is not { } statement
            || context.Function.Node is not BaseMethodDeclarationSyntax { Parent: TypeDeclarationSyntax type } function
            || function.Modifiers.Any(SyntaxKind.StaticKeyword)
            || context.Model.GetDeclaredSymbol(type) is not INamedTypeSymbol { TypeKind: TypeKind.Class } symbol
            || (context.Model.GetTypeInfo(context.Node).ConvertedType ?? context.Model.GetTypeInfo(context.Node).Type) is not { } made)
        {
            yield break;
        }

        // A constructor runs once; any other member may run again.
        var isOnce = function is ConstructorDeclarationSyntax;
        if (!isOnce && IsForEachCall(context, function))
            yield break;
        var name = FieldNames.Find(type, context.Finding.SuggestedName);
        var kept = context.With(context.Finding.InField(name, isNullable: !isOnce));
        foreach (var edit in new[] { Rename(kept, statement, name), Alias(kept, statement, name) }.OfType<SourceEdit>())
        {
            if (!isOnce)
                context.CreateWriter(edit).InsertBefore(statement, [$"{name}?.Dispose();"]);
            Declare(kept, type, $"private {(isOnce ? "readonly " : "")}{made.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(context.Model, type.OpenBraceToken.Span.End)}"
                + $"{(!isOnce && IsNullable(context, function) ? "?" : "")} {name};", edit);
            if (TryRelease(kept, type, symbol, edit))
                yield return edit;
        }
    }

    /// <summary>The statement becomes an assignment of the field, which takes the place of the local.</summary>
    private static SourceEdit? Rename(RepairContext context, StatementSyntax statement, string field)
    {
        var edit = context.CreateEdit();
        switch (statement)
        {
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" } discard } }:
                edit.Replace(discard.Span, field);
                return edit;
            case ExpressionStatementSyntax { Expression: not AssignmentExpressionSyntax }:
                edit.Insert(statement.SpanStart, field + " = ");
                return edit;
            case LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } declaration when context.Model.GetDeclaredSymbol(variables[0]) is ILocalSymbol local:
                edit.Replace(TextSpan.FromBounds(declaration.SpanStart, variables[0].Identifier.Span.End), field);
                foreach (var name in context.Function.Node.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == local.Name))
                {
                    if (SymbolEqualityComparer.Default.Equals(context.Model.GetSymbolInfo(name).Symbol, local))
                        edit.Replace(name.Span, field);
                }

                return edit;
            default:
                return null;
        }
    }

    /// <summary>The local stays, and the field gets what it holds.</summary>
    private static SourceEdit? Alias(RepairContext context, StatementSyntax statement, string field)
    {
        if (statement is not LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables })
            return null;
        var edit = context.CreateEdit();
        context.CreateWriter(edit).InsertAfter(statement, [$"{field} = {variables[0].Identifier.Text};"]);
        return edit;
    }

    /// <summary>Whether each call wants one of its own, so that one field cannot hold them: what it does depends on what the call was given.</summary>
    private static bool IsForEachCall(RepairContext context, BaseMethodDeclarationSyntax function) =>
        function.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => context.Node.Contains(name) || name.Ancestors().TakeWhile(outer => outer != function).Any(outer => outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(name => context.Model.GetSymbolInfo(name).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter
                && SymbolEqualityComparer.Default.Equals(method, context.Model.GetDeclaredSymbol(function)) && parameter.Type.Name is not ("CancellationToken" or "TimeSpan" or "TimeProvider"));

    private static bool IsNullable(RepairContext context, SyntaxNode place) =>
        (context.Model.GetNullableContext(place.SpanStart) & NullableContext.AnnotationsEnabled) != 0;

    // After the last field, or before everything else.
    private static void Declare(RepairContext context, TypeDeclarationSyntax type, string declaration, SourceEdit edit)
    {
        var first = type.Members[0];
        if (type.Members.OfType<FieldDeclarationSyntax>().LastOrDefault(field => !field.Modifiers.Any(SyntaxKind.ConstKeyword)) is { } last)
            edit.Insert(context.CreateWriter(edit).EndWithComment(last.GetLastToken()), context.Layout.NewLine + context.Layout.IndentAt(last.SpanStart) + declaration);
        else
            edit.Insert(type.OpenBraceToken.Span.End, context.Layout.NewLine + context.Layout.IndentAt(first.SpanStart) + declaration + context.Layout.NewLine);
    }

    private static bool TryRelease(RepairContext context, TypeDeclarationSyntax type, INamedTypeSymbol symbol, SourceEdit edit)
    {
        if (type.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(IsEnd) is { } stop && !symbol.GetMembers("Dispose").Concat(symbol.GetMembers("DisposeAsync")).Any())
            return new FieldRelease(context, stop).TryWrite(edit);
        return ImplementDisposeFix.TryWrite(context, type, symbol, edit);
    }

    private static bool IsEnd(MethodDeclarationSyntax method) =>
        method is { Identifier.ValueText: "StopAsync" or "Stop" or "Close", Body: not null } or { Identifier.ValueText: "StopAsync", ExpressionBody: not null };
}
