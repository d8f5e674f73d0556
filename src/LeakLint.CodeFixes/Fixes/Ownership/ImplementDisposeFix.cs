using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Gives a type a member that releases its field: an override where its base can be disposed, else the interface.</summary>
internal sealed class ImplementDisposeFix : Repair
{
    public override string Title(Finding finding) => $"Release '{finding.Holder}' in a Dispose of its own";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || context.Model.GetDeclaredSymbol(type) is not INamedTypeSymbol { TypeKind: TypeKind.Class } symbol
            || type.CloseBraceToken.IsMissing
            || context.Finding.Holder is null)
        {
            yield break;
        }

        // One member for all that the type has no release for: a Dispose that leaves out the others would be the next leak.
        if (context.Finding.Siblings is { Length: > 1 } siblings)
        {
            if (FindWorker(type)?.Mentions(context.Finding.Holder) == true)
                yield break;
            if (FindWorker(type) is null)
                context.ReleaseLines = [.. siblings.Select(sibling => sibling + ".Dispose();")];
        }

        // What uses it here is told in the same step; else each object of the type would be the next leak.
        var whole = context.CreateEdit();
        if (TryWrite(context, type, symbol, whole) && NewlyDisposable.TryAdapt(context, type, symbol, whole))
            yield return whole;
        var edit = context.CreateEdit();
        if (TryWrite(context, type, symbol, edit))
            yield return edit;
    }

    /// <summary>Writes the release into the member of the type that releases, or into a new one; false where neither is possible.</summary>
    public static bool TryWrite(RepairContext context, TypeDeclarationSyntax type, INamedTypeSymbol symbol, SourceEdit edit)
    {
        if (FindWorker(type) is { } worker)
            return new FieldRelease(context, worker).TryWrite(edit);
        if (symbol.GetMembers("Dispose").Concat(symbol.GetMembers("DisposeAsync")).Any() || new DisposeMembers(context, symbol).Write() is not { } members)
            return false;
        if (members.Interface is { } contract)
            AddBase(type, contract, edit);
        Append(type, members.Lines, context.Layout, edit);
        return true;
    }

    // Another field of the type may have brought it already.
    private static MethodDeclarationSyntax? FindWorker(TypeDeclarationSyntax type)
    {
        var methods = type.Members.OfType<MethodDeclarationSyntax>().ToList();
        return methods.Find(method => method is { Identifier.Text: "Dispose", ParameterList.Parameters.Count: 1 })
            ?? methods.Find(method => method.Identifier.Text == "DisposeAsyncCore")
            ?? methods.Find(method => method is { Identifier.Text: "DisposeAsync", ParameterList.Parameters.Count: 0 })
            ?? methods.Find(method => method is { Identifier.Text: "Dispose", ParameterList.Parameters.Count: 0 });
    }

    private static void AddBase(TypeDeclarationSyntax type, string contract, SourceEdit edit)
    {
        if (type.BaseList is { Types: { Count: > 0 } types })
            edit.Insert(types.Last().Span.End, ", " + contract);
        else
            edit.Insert((type.ParameterList ?? (SyntaxNode?)type.TypeParameterList)?.Span.End ?? type.Identifier.Span.End, " : " + contract);
    }

    private static void Append(TypeDeclarationSyntax type, IReadOnlyList<string> lines, Layout layout, SourceEdit edit)
    {
        var last = type.Members.Last();
        var indent = layout.IndentAt(last.SpanStart);
        var text = string.Join(layout.NewLine, lines.Select(line => line.Length == 0 ? "" : indent + line.Replace("\t", layout.Unit)));
        var end = last.GetLastToken();
        var comment = end.TrailingTrivia.LastOrDefault(trivia => trivia.IsComment());
        edit.Insert(comment == default ? end.Span.End : comment.Span.End, layout.NewLine + layout.NewLine + text);
    }
}
