using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Asks the container for a tracker of background work, where the program has registered one.</summary>
internal sealed class InjectedTracker(RepairContext context, SourceEdit edit)
{
    private const string Space = "LeakLint.Guard";
    private const string Wanted = "backgroundTasks";

    private static readonly string[] _madeByFrameworks = ["ControllerBase", "Controller", "Hub", "PageModel"];

    private string? _type;

    /// <summary>Writes a parameter for the tracker; its name, or that of the field which keeps it, or null when no container makes what would take it.</summary>
    public string? TryWrite(EnclosingFunction function)
    {
        if (!context.Model.Compilation.SyntaxTrees.Any(tree => tree.GetText().ToString().Contains("AddBackgroundTaskTracker(")))
            return null;
        if (Endpoints.IsHandler(context, function.Node))
            return function.Node is ParenthesizedLambdaExpressionSyntax handler ? Take(handler.ParameterList, FreeNames.FindIn(handler, Wanted)) : null;
        return context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is ClassDeclarationSyntax type && IsMadeByContainer(type) ? TryWrite(type) : null;
    }

    private string? TryWrite(ClassDeclarationSyntax type)
    {
        // Whoever creates it by itself has to go on to compile.
        edit.Affect(type.Identifier.ValueText);
        var name = FreeNames.FindIn(type, Wanted);
        if (type.ParameterList is { } parameters)
            return Take(parameters, name);
        var constructors = type.Members.OfType<ConstructorDeclarationSyntax>().Where(constructor => !constructor.Modifiers.Any(SyntaxKind.StaticKeyword)).ToList();
        if (constructors.Count == 0 && context.Speaks(LanguageVersion.CSharp12))
        {
            edit.Insert(((SyntaxNode?)type.TypeParameterList)?.Span.End ?? type.Identifier.Span.End, $"({Type()} {name})");
            return name;
        }

        if (constructors.Count != 1 || constructors[0].Body is not { } body)
            return null;
        Take(constructors[0].ParameterList, name);
        if (body.Contains(context.Node))
            return name;
        return Keep(type, body, name);
    }

    private string Keep(ClassDeclarationSyntax type, BlockSyntax body, string parameter)
    {
        var fields = type.Members.OfType<FieldDeclarationSyntax>().Where(field => !field.Modifiers.Any(SyntaxKind.StaticKeyword)).ToList();
        var isPlain = fields.Exists(field => char.IsLower(field.Declaration.Variables[0].Identifier.Text[0]));
        var field = isPlain ? parameter : "_" + parameter;
        var layout = context.Layout;
        var line = $"private readonly {Type()} {field};";
        if (fields.LastOrDefault() is { } last)
            edit.Insert(context.CreateWriter(edit).EndWithComment(last.GetLastToken()), layout.NewLine + layout.IndentAt(last.SpanStart) + line);
        else
            edit.Insert(type.OpenBraceToken.Span.End, layout.NewLine + layout.IndentAt(type.Members[0].SpanStart) + line + layout.NewLine);
        context.CreateWriter(edit).InsertAtEnd(body, [$"{(isPlain ? "this." : "")}{field} = {parameter};"]);
        return field;
    }

    private string Take(ParameterListSyntax parameters, string name)
    {
        edit.Insert(parameters.CloseParenToken.SpanStart, $"{(parameters.Parameters.Count == 0 ? "" : ", ")}{Type()} {name}");
        return name;
    }

    private string Type() => _type ??= UsingDirectives.TryImport(context.Root, context.Model, Space, context.Layout, edit) ? "BackgroundTaskTracker" : Space + ".BackgroundTaskTracker";

    private bool IsMadeByContainer(ClassDeclarationSyntax type)
    {
        if (context.Model.GetDeclaredSymbol(type) is not INamedTypeSymbol { IsStatic: false, IsAbstract: false } symbol)
            return false;
        if (_madeByFrameworks.Contains(symbol.BaseType?.Name))
            return true;
        return context.Model.Compilation.SyntaxTrees.Any(tree => tree.GetRoot().DescendantNodes().OfType<GenericNameSyntax>().Any(name =>
            name.Identifier.ValueText.StartsWith("Add", System.StringComparison.Ordinal)
            && name.TypeArgumentList.Arguments.Last().ToString().Split('.').Last() == symbol.Name
            && name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } }));
    }
}
