using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Growth;

/// <summary>Calls a clean-up that nothing calls from a timer that the type owns.</summary>
internal sealed class CallRegularlyFix : Repair
{
    private static readonly string[] _sweeps = ["clean", "expire", "evict", "prune", "purge", "sweep", "trim", "stale", "old", "inactive", "idle", "dead"];

    public override string Title(Finding finding) => $"Call '{finding.Holder}' every five minutes";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not ClassDeclarationSyntax type || context.Node.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { } collection
            || FindSweep(type, context.Finding.Holder) is not { } sweep || !IsSafeBesideOthers(collection, sweep) || context.Model.GetDeclaredSymbol(type) is not INamedTypeSymbol symbol)
        {
            yield break;
        }

        var edit = context.CreateEdit();
        var isStatic = sweep.Modifiers.Any(SyntaxKind.StaticKeyword);
        var written = isStatic ? TryWriteStatic(context, collection, sweep, edit) : TryWriteOwned(context, type, symbol, collection, sweep, edit);
        if (written)
            yield return edit;
    }

    /// <summary>The member, when it takes out only what is due: a member that empties the collection is called for a reason.</summary>
    private static MethodDeclarationSyntax? FindSweep(TypeDeclarationSyntax type, string? name) => type.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(method =>
        method.Identifier.ValueText == name && method.ParameterList.Parameters.Count == 0 && method.TypeParameterList is null && !method.Modifiers.Any(SyntaxKind.AsyncKeyword)
        && !method.ReturnType.ToString().Contains("Task")
        && _sweeps.Any(word => name.IndexOf(word, System.StringComparison.OrdinalIgnoreCase) >= 0)
        && !method.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access => access.Name.Identifier.ValueText == "Clear"));

    /// <summary>Whether the clean-up may run while others use the collection.</summary>
    private static bool IsSafeBesideOthers(FieldDeclarationSyntax collection, MethodDeclarationSyntax sweep) =>
        collection.Declaration.Type.ToString().Contains("Concurrent") || sweep.DescendantNodes().OfType<LockStatementSyntax>().Any();

    private static bool TryWriteStatic(RepairContext context, FieldDeclarationSyntax collection, MethodDeclarationSyntax sweep, SourceEdit edit)
    {
        InsertAfter(context, collection, $"private static readonly {Timer(context)} {Name(context, collection)} = new{(context.Speaks(LanguageVersion.CSharp9) ? "" : " " + Timer(context))}{Arguments(context, sweep)};", edit);
        return true;
    }

    private static bool TryWriteOwned(RepairContext context, ClassDeclarationSyntax type, INamedTypeSymbol symbol, FieldDeclarationSyntax collection, MethodDeclarationSyntax sweep, SourceEdit edit)
    {
        var constructors = type.Members.OfType<ConstructorDeclarationSyntax>().Where(constructor => !constructor.Modifiers.Any(SyntaxKind.StaticKeyword)).ToList();
        if (type.ParameterList is not null || constructors.Count > 1 || constructors.Exists(constructor => constructor.Body is null) || StopMember.TryFind(context, type, symbol) is not { } stop)
            return false;
        var name = Name(context, collection);
        var start = $"{name} = new {Timer(context)}{Arguments(context, sweep)};";
        if (!stop.TryWrite(name + ".Dispose();", edit))
            return false;
        var field = $"private readonly {Timer(context)} {name};";
        if (constructors.Count == 1)
        {
            InsertAfter(context, collection, field, edit);
            context.CreateWriter(edit).InsertAtEnd(constructors[0].Body!, [start]);
        }
        else
        {
            var access = symbol.IsAbstract ? "protected" : "public";
            IEnumerable<string> constructor = context.Speaks(LanguageVersion.CSharp7) ? [$"{access} {symbol.Name}() => {start}"] : context.Layout.WriteBlock($"{access} {symbol.Name}()", start);
            InsertAfter(context, collection, context.Layout.Join([field, "", .. constructor], context.Layout.IndentAt(collection.SpanStart)), edit);
        }

        return true;
    }

    private static void InsertAfter(RepairContext context, FieldDeclarationSyntax field, string text, SourceEdit edit) =>
        edit.Insert(context.CreateWriter(edit).EndWithComment(field.GetLastToken()), context.Layout.NewLine + context.Layout.IndentAt(field.SpanStart) + text);

    private static string Name(RepairContext context, FieldDeclarationSyntax collection)
    {
        var example = collection.Declaration.Variables[0].Identifier.Text;
        var prefix = example.StartsWith("s_", System.StringComparison.Ordinal) ? "s_" : example.StartsWith("_", System.StringComparison.Ordinal) ? "_" : "";
        return FreeNames.FindIn(context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>()!, prefix + (char.IsUpper(example[0]) ? "CleanupTimer" : "cleanupTimer"));
    }

    private static string Timer(RepairContext context) => context.NameOf("Timer", "System.Threading");

    private static string Arguments(RepairContext context, MethodDeclarationSyntax sweep)
    {
        var period = $"{context.NameOf("TimeSpan", "System")}.FromMinutes(5)";
        return $"(_ => {sweep.Identifier.Text}(), null, {period}, {period})";
    }
}
