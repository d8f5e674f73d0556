using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using LeakLint.CodeFixes.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Removes a subscription in the member that releases its object.</summary>
internal sealed class ReleaseSubscriptionFix : Repair
{
    public override string Title(Finding finding) => "Remove the subscription in the member that releases the object";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var edit = context.CreateEdit();
        var place = context.Root.FindToken(context.Finding.Span.Start).Parent?.AncestorsAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(expression => expression.Span == context.Finding.Span);
        var line = place switch
        {
            AssignmentExpressionSyntax addition => RemoveHandler(context, addition, edit),
            InvocationExpressionSyntax call => KeepRegistration(context, call, edit),
            _ => null,
        };
        if (line is null || place?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { CloseBraceToken.IsMissing: false } type || context.Model.GetDeclaredSymbol(type) is not { TypeKind: TypeKind.Class } symbol)
            yield break;
        context.ReleaseLines = [line];
        if (ImplementDisposeFix.TryWrite(context, type, symbol, edit))
            yield return edit;
    }

    private static string? RemoveHandler(RepairContext context, AssignmentExpressionSyntax addition, SourceEdit edit)
    {
        if (FindLasting(addition.Left, addition, context, edit) is not { } publisher)
            return null;
        if (addition.Right is IdentifierNameSyntax or MemberAccessExpressionSyntax && context.Model.GetSymbolInfo(addition.Right).Symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IFieldSymbol)
            return $"{publisher} -= {addition.Right};";
        if (addition is not { Right: AnonymousFunctionExpressionSyntax, Parent: ExpressionStatementSyntax statement }
            || context.Model.GetTypeInfo(addition.Left).Type is not INamedTypeSymbol { TypeKind: TypeKind.Delegate } type
            || NewField.TryAdd(context, statement, type, "on" + addition.Left.GetLastToken().ValueText, edit) is not { } name)
            return null;
        StoreHandlerFix.Keep(context, edit, statement, addition, name, $"{name} = ");
        return $"{publisher} -= {name};";
    }

    private static string? KeepRegistration(RepairContext context, InvocationExpressionSyntax call, SourceEdit edit)
    {
        // In other members the field could be written more than once.
        if (call.Ancestors().FirstOrDefault(outer => outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) is not ConstructorDeclarationSyntax
            || context.Model.GetTypeInfo(call).Type is not { } type
            || NewField.TryAdd(context, call, type, "registration", edit) is not { } name)
            return null;
        if (call.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" } discard })
            edit.Replace(discard.Span, name);
        else
            edit.Insert(call.SpanStart, name + " = ");
        return type.IsValueType ? $"{name}.Dispose();" : $"{name}?.Dispose();";
    }

    private static bool IsOnly(ConstructorDeclarationSyntax constructor) =>
        constructor.Parent is TypeDeclarationSyntax { ParameterList: null } type && type.Members.OfType<ConstructorDeclarationSyntax>().Count(other => !other.Modifiers.Any(SyntaxKind.StaticKeyword)) == 1;

    /// <summary>The event as all members of the type can write it: a parameter of the constructor may live on in a field, or gets one.</summary>
    private static string? FindLasting(ExpressionSyntax left, SyntaxNode place, RepairContext context, SourceEdit edit)
    {
        var written = left.ToString();
        if (!NewField.IsOfObject(left, context.Model))
            return null;
        if (left is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver, Name: var raised } || context.Model.GetSymbolInfo(receiver).Symbol is not IParameterSymbol
            || place.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not { } constructor)
            return written;
        var stored = constructor.DescendantNodes().OfType<AssignmentExpressionSyntax>().FirstOrDefault(assignment =>
            assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && (assignment.Right is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax, Left: var given } ? given : assignment.Right) is IdentifierNameSyntax value && value.Identifier.Text == receiver.Identifier.Text
            && context.Model.GetSymbolInfo(assignment.Left).Symbol is IFieldSymbol or IPropertySymbol);
        if (stored is not null)
            return $"{stored.Left}.{raised}";
        if (place.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax } statement || !IsOnly(constructor) || context.Model.GetTypeInfo(receiver).Type is not { } type
            || NewField.TryAdd(context, statement, type, receiver.Identifier.ValueText, edit, isSetAtOnce: true) is not { } name)
            return null;
        context.CreateWriter(edit).InsertBefore(statement, [$"{name} = {receiver};"]);
        return $"{name}.{raised}";
    }
}
