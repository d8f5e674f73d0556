using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Gives a type a field more.</summary>
internal static class NewField
{
    /// <summary>Writes the field and tells its name; null where there is no place for it.</summary>
    /// <param name="context">The finding.</param>
    /// <param name="place">The statement or expression that will write to the field.</param>
    /// <param name="type">The type of the field.</param>
    /// <param name="wanted">A name for it, without the underscore.</param>
    /// <param name="edit">Where to write.</param>
    /// <param name="isSetAtOnce">Whether the only constructor sets it.</param>
    public static string? TryAdd(RepairContext context, SyntaxNode place, ITypeSymbol type, string wanted, SourceEdit edit, bool isSetAtOnce = false)
    {
        if (place.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault(outer => outer is not GlobalStatementSyntax) is not { Parent: TypeDeclarationSyntax owner } member)
            return null;
        var name = FieldNames.Find(owner, wanted);
        var isNullable = !isSetAtOnce && type.IsReferenceType && (context.Model.GetNullableContext(place.SpanStart) & NullableContext.AnnotationsEnabled) != 0;
        var written = type.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(context.Model, place.SpanStart) + (isNullable ? "?" : "");
        var first = owner.Members.First();
        var between = context.Layout.NewLine + (first is FieldDeclarationSyntax ? "" : context.Layout.NewLine) + context.Layout.IndentAt(first.SpanStart);
        edit.Insert(first.SpanStart, $"private {(member.Modifiers.Any(SyntaxKind.StaticKeyword) ? "static " : "")}{(isSetAtOnce ? "readonly " : "")}{written} {name};{between}");
        return name;
    }

    /// <summary>Whether an expression means the same in all members of an object: one field is then enough.</summary>
    public static bool IsOfObject(ExpressionSyntax expression, SemanticModel model)
    {
        var receiver = expression;
        while (receiver is MemberAccessExpressionSyntax access && model.GetSymbolInfo(receiver).Symbol is not INamedTypeSymbol)
            receiver = access.Expression;
        return receiver is ThisExpressionSyntax or BaseExpressionSyntax or PredefinedTypeSyntax
            || model.GetSymbolInfo(receiver).Symbol is IFieldSymbol or IPropertySymbol or IEventSymbol or INamedTypeSymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };
    }
}
