using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Editing;

/// <summary>How a file is laid out where a fix writes: line ends, indentation and braces are taken from the code around.</summary>
internal sealed class Layout
{
    private readonly SourceText _text;
    private readonly bool _bracesOnOwnLine;

    private Layout(SourceText text, string newLine, string unit, bool bracesOnOwnLine)
    {
        _text = text;
        NewLine = newLine;
        Unit = unit;
        _bracesOnOwnLine = bracesOnOwnLine;
    }

    public string NewLine { get; }

    /// <summary>One level of indentation.</summary>
    public string Unit { get; }

    public static Layout Around(SyntaxNode node, SourceText text)
    {
        var lineBreak = text.Lines[0] is var first && first.EndIncludingLineBreak > first.End
            ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak))
            : "\n";
        var nested = node.AncestorsAndSelf().Concat(node.SyntaxTree.GetRoot().DescendantNodes(child => child is not StatementSyntax)).Take(500).ToList();
        var unit = nested.Select(candidate => FindUnit(candidate, text)).FirstOrDefault(found => found is not null);
        var brace = nested.Select(FindOpenBrace).FirstOrDefault(found => found != default);
        var onOwnLine = brace == default || StartsLine(brace, text);
        return new(text, lineBreak, unit ?? "    ", onOwnLine);
    }

    /// <summary>The white space at the start of the line.</summary>
    public string IndentAt(int position) => IndentAt(position, _text);

    /// <summary>An opening brace after a header, as the file writes it.</summary>
    public string OpenBrace(string indent) => _bracesOnOwnLine ? NewLine + indent + "{" : " {";

    /// <summary>A keyword such as <c>finally</c> and its opening brace after a closing brace.</summary>
    public string AfterBrace(string indent, string keyword) => (_bracesOnOwnLine ? NewLine + indent : " ") + keyword + OpenBrace(indent);

    public bool StartsLine(SyntaxToken token) => StartsLine(token, _text);

    /// <summary>Lines of code as one text, without a line break at its end; a leading tab means one level deeper.</summary>
    public string Join(IEnumerable<string> lines, string indent) =>
        string.Concat(lines.Select((line, index) => (index == 0 ? "" : NewLine) + (index == 0 || line.Length == 0 ? "" : indent) + line.Replace("\t", Unit)));

    /// <summary>What stands between lines of code and the next statement: a blank line where they end with a block.</summary>
    public string Between(IReadOnlyCollection<string> lines) => lines.Count > 0 && lines.Last() == "}" ? NewLine + NewLine : NewLine;

    /// <summary>Lines of code on one line.</summary>
    public static string JoinInline(IEnumerable<string> lines) => string.Join(" ", lines.Select(line => line.Trim()));

    /// <summary>A statement with a body of one line, in the style of the file.</summary>
    public IEnumerable<string> WriteBlock(string header, params string[] body)
    {
        if (_bracesOnOwnLine)
        {
            yield return header;
            yield return "{";
        }
        else
        {
            yield return header + " {";
        }

        foreach (var line in body)
            yield return "\t" + line;
        yield return "}";
    }

    private static string IndentAt(int position, SourceText text)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < line.End && text[end] is ' ' or '\t')
            end++;
        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    private static bool StartsLine(SyntaxToken token, SourceText text) =>
        text.Lines.GetLineFromPosition(token.SpanStart).Start + IndentAt(token.SpanStart, text).Length == token.SpanStart;

    private static string? FindUnit(SyntaxNode node, SourceText text)
    {
        var (content, close) = node switch
        {
            BlockSyntax { Statements.Count: > 0 } block => (block.Statements[0].GetFirstToken(), block.CloseBraceToken),
            TypeDeclarationSyntax { Members.Count: > 0 } type => (type.Members[0].GetFirstToken(), type.CloseBraceToken),
            _ => default,
        };
        if (content == default || close.IsKind(SyntaxKind.None) || close.IsMissing || !StartsLine(content, text) || !StartsLine(close, text))
            return null;
        var outer = IndentAt(close.SpanStart, text);
        var inner = IndentAt(content.SpanStart, text);
        return inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal) ? inner.Substring(outer.Length) : null;
    }

    // A brace on the line of a one-line body says nothing about the style.
    private static SyntaxToken FindOpenBrace(SyntaxNode node)
    {
        var (open, close) = node switch
        {
            BlockSyntax block => (block.OpenBraceToken, block.CloseBraceToken),
            TypeDeclarationSyntax type => (type.OpenBraceToken, type.CloseBraceToken),
            _ => default,
        };
        if (open.IsKind(SyntaxKind.None) || open.IsMissing || close.IsMissing)
            return default;
        var lines = node.SyntaxTree.GetText().Lines;
        return lines.IndexOf(open.SpanStart) == lines.IndexOf(close.SpanStart) ? default : open;
    }
}
