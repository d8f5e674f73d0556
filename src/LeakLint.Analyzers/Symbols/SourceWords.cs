using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Symbols;

/// <summary>Finds names by searching the text of a declaration. Most bodies do not name what is asked for, and a search costs a fraction of a walk over their nodes.</summary>
internal static class SourceWords
{
    /// <summary>Whether the word stands anywhere in the text of the node, in a comment or a string perhaps.</summary>
    public static bool Mentions(this SyntaxNode node, string word) => node.MentionedOf([word]).Count > 0;

    /// <summary>Those of the words that stand anywhere in the text of the node.</summary>
    public static IReadOnlyList<string> MentionedOf(this SyntaxNode node, IEnumerable<string> words)
    {
        List<string>? found = null;
        var buffer = Rent(node, out var text);
        foreach (var word in words)
        {
            if (IndexOf(text, word, 0) >= 0)
                (found ??= []).Add(word);
        }

        ArrayPool<char>.Shared.Return(buffer);
        return found ?? (IReadOnlyList<string>)[];
    }

    /// <summary>Those of the words that are simple names in the node, not in a comment or a string alone.</summary>
    public static IEnumerable<string> NamedOf(this SyntaxNode node, IEnumerable<string> words) => node.MentionedOf(words).Where(word => node.NamesOf(word).Count > 0);

    /// <summary>The places where a simple name is this one, in the order of the text.</summary>
    public static IReadOnlyList<IdentifierNameSyntax> NamesOf(this SyntaxNode node, string name)
    {
        List<IdentifierNameSyntax>? found = null;
        var buffer = Rent(node, out var text);
        for (var at = IndexOf(text, name, 0); at >= 0; at = IndexOf(text, name, at + name.Length))
        {
            var token = node.FindToken(node.SpanStart + at);
            if (token.Parent is IdentifierNameSyntax identifier && token.Span.Contains(node.SpanStart + at) && token.ValueText == name)
                (found ??= []).Add(identifier);
        }

        ArrayPool<char>.Shared.Return(buffer);
        return found ?? (IReadOnlyList<IdentifierNameSyntax>)[];
    }

    /// <summary>Whether something of this name is declared within the node: a variable, a parameter, a local function.</summary>
    public static bool Declares(this SyntaxNode node, string name)
    {
        var buffer = Rent(node, out var text);
        var declares = false;
        for (var at = IndexOf(text, name, 0); at >= 0 && !declares; at = IndexOf(text, name, at + name.Length))
        {
            var token = node.FindToken(node.SpanStart + at);
            declares = token.Parent is not SimpleNameSyntax && token.Parent != node && token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name;
        }

        ArrayPool<char>.Shared.Return(buffer);
        return declares;
    }

    private static char[] Rent(SyntaxNode node, out ReadOnlySpan<char> text)
    {
        var span = node.Span;
        var buffer = ArrayPool<char>.Shared.Rent(span.Length);
        node.SyntaxTree.GetText().CopyTo(span.Start, buffer, 0, span.Length);
        text = buffer.AsSpan(0, span.Length);
        return buffer;
    }

    private static int IndexOf(ReadOnlySpan<char> text, string word, int start)
    {
        // In code that is not complete a parameter may have no name yet.
        while (word.Length > 0 && start <= text.Length && text.Slice(start).IndexOf(word.AsSpan()) is >= 0 and var found)
        {
            var at = start + found;
            var end = at + word.Length;
            if ((at == 0 || !IsPartOfWord(text[at - 1])) && (end == text.Length || !IsPartOfWord(text[end])))
                return at;
            start = at + 1;
        }

        return -1;
    }

    private static bool IsPartOfWord(char character) => character == '_' || char.IsLetterOrDigit(character);
}
