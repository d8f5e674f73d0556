using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Growth;

/// <summary>Declares a dictionary that only grows as a BoundedDictionary of LeakLint.Guard, which has the same members.</summary>
internal sealed class BoundDictionaryFix : Repair
{
    private const string Space = "LeakLint.Guard";
    private const string Name = "BoundedDictionary";

    public override string Title(Finding finding) => "Use a BoundedDictionary, which evicts the least recently used entry";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Model.Compilation.GetTypeByMetadataName($"{Space}.{Name}`2") is null || FindType(context.Node) is not { } type || Dictionary(type) is not { } generic)
            yield break;
        var edit = context.CreateEdit();
        var prefix = UsingDirectives.TryImport(context.Root, context.Model, Space, context.Layout, edit) ? "" : Space + ".";
        edit.Replace(Head(type, generic), prefix + Name);
        var creations = Creations(context, type).ToList();
        foreach (var creation in creations)
            Rewrite(creation, generic, prefix, edit);
        edit.Affect(NameOf(context.Node));
        if (creations.Count > 0)
            yield return edit;
    }

    private static TypeSyntax? FindType(SyntaxNode holder) => holder switch
    {
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax } declaration } => declaration.Type,
        PropertyDeclarationSyntax property => property.Type,
        _ => null,
    };

    private static string NameOf(SyntaxNode holder) => holder is VariableDeclaratorSyntax field ? field.Identifier.ValueText : ((PropertyDeclarationSyntax)holder).Identifier.ValueText;

    private static GenericNameSyntax? Dictionary(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => Dictionary(nullable.ElementType),
        QualifiedNameSyntax { Right: GenericNameSyntax generic } => Dictionary(generic),
        GenericNameSyntax { Identifier.ValueText: "Dictionary" or "ConcurrentDictionary" or "IDictionary", TypeArgumentList.Arguments.Count: 2 } generic => generic,
        _ => null,
    };

    /// <summary>The name without its type arguments, with the namespace before it.</summary>
    private static TextSpan Head(TypeSyntax type, GenericNameSyntax generic)
    {
        var whole = type is NullableTypeSyntax nullable ? nullable.ElementType : type;
        return TextSpan.FromBounds(whole.SpanStart, generic.Identifier.Span.End);
    }

    /// <summary>What makes the dictionary: at its declaration, or where the type assigns it.</summary>
    private static IEnumerable<ExpressionSyntax> Creations(RepairContext context, TypeSyntax declared)
    {
        var initializer = context.Node is VariableDeclaratorSyntax field ? field.Initializer : ((PropertyDeclarationSyntax)context.Node).Initializer;
        if (initializer is not null)
            yield return initializer.Value;
        var name = NameOf(context.Node);
        var owner = declared.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        foreach (var assignment in owner.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(assignment => assignment.Left.Is(name) && assignment.Parent is not InitializerExpressionSyntax))
            yield return assignment.Right;
    }

    private static void Rewrite(ExpressionSyntax creation, GenericNameSyntax declared, string prefix, SourceEdit edit)
    {
        var arguments = declared.TypeArgumentList;
        var options = Options(arguments, prefix);
        switch (creation)
        {
            case ObjectCreationExpressionSyntax { Type: var type } made when Dictionary(type) is { } generic:
                edit.Replace(Head(type, generic), prefix + Name);
                if (options is not null && made is { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } })
                    Replace(made.ArgumentList, type, options, edit);
                break;
            case ImplicitObjectCreationExpressionSyntax { Initializer: null, ArgumentList: { Arguments.Count: 0 } list } when options is not null:
                edit.Replace(list.Span, options);
                break;
            case CollectionExpressionSyntax { Elements.Count: 0 }:
                edit.Replace(creation.Span, "new" + (options ?? "()"));
                break;
        }
    }

    private static void Replace(ArgumentListSyntax? list, TypeSyntax type, string options, SourceEdit edit)
    {
        if (list is null)
            edit.Insert(type.Span.End, options);
        else
            edit.Replace(list.Span, options);
    }

    /// <summary>What is done with evicted values that someone may wait for: these must neither be disposed nor forgotten.</summary>
    private static string? Options(TypeArgumentListSyntax arguments, string prefix)
    {
        var end = arguments.Arguments[1] switch
        {
            IdentifierNameSyntax { Identifier.ValueText: "SemaphoreSlim" or "CancellationTokenSource" } => "Dispose = _ => default",
            GenericNameSyntax { Identifier.ValueText: "TaskCompletionSource" } or IdentifierNameSyntax { Identifier.ValueText: "TaskCompletionSource" } => "OnEvicted = evicted => evicted.Value.TrySetCanceled()",
            _ => null,
        };
        return end is null ? null : $"(new {prefix}BoundedDictionaryOptions{arguments} {{ {end} }})";
    }
}
