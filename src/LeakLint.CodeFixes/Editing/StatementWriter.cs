using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Editing;

/// <summary>Writes statements before and around others.</summary>
internal sealed class StatementWriter(SyntaxNode root, SourceText text, Layout layout, SourceEdit edit)
{
    /// <summary>Writes lines before a statement; one without braces of its own gets them.</summary>
    public void InsertBefore(StatementSyntax statement, IReadOnlyCollection<string> lines)
    {
        if (lines.Count == 0 || IsPrecededBy(statement, lines))
            return;
        if (IsEmbedded(statement))
            Embrace(statement, lines, []);
        else if (layout.StartsLine(statement.GetFirstToken()) || statement.Parent is LabeledStatementSyntax)
            edit.Insert(statement.SpanStart, layout.Join(lines, layout.IndentAt(statement.SpanStart)) + layout.Between(lines) + layout.IndentAt(statement.SpanStart));
        else
            edit.Insert(statement.SpanStart, Layout.JoinInline(lines) + " ");
    }

    /// <summary>Writes lines in place of a statement.</summary>
    public void Replace(StatementSyntax statement, IReadOnlyCollection<string> lines)
    {
        var indent = layout.IndentAt(statement.SpanStart);
        if (IsEmbedded(statement))
        {
            indent = layout.IndentAt(statement.Parent!.SpanStart) + layout.Unit;
            Embrace(statement, [], []);
        }

        edit.Replace(statement.Span, layout.Join(lines, indent));
    }

    /// <summary>Writes lines after a statement that is in a list of statements.</summary>
    public void InsertAfter(StatementSyntax statement, IReadOnlyCollection<string> lines)
    {
        if (IsEmbedded(statement))
        {
            Embrace(statement, [], lines);
            return;
        }

        var indent = layout.IndentAt(statement.SpanStart);
        if (EndsLine(statement.GetLastToken()))
            edit.Insert(EndWithComment(statement.GetLastToken()), layout.NewLine + (lines.First().Length == 0 ? "" : indent) + layout.Join(lines, indent));
        else
            edit.Insert(statement.Span.End, " " + Layout.JoinInline(lines));
    }

    /// <summary>Writes lines before the closing brace of a block.</summary>
    public void InsertAtEnd(BlockSyntax block, IReadOnlyCollection<string> lines)
    {
        if (block.Statements.LastOrDefault(statement => statement is not LocalFunctionStatementSyntax) is { } last)
        {
            InsertAfter(last, lines);
            return;
        }

        var brace = block.CloseBraceToken;
        var indent = layout.IndentAt(brace.SpanStart);
        if (layout.StartsLine(brace))
            edit.Insert(brace.SpanStart, layout.Unit + layout.Join(lines, indent + layout.Unit) + layout.NewLine + indent);
        else
            edit.Insert(brace.SpanStart, Layout.JoinInline(lines) + " ");
    }

    /// <summary>Whether a statement is the body of another one, without braces.</summary>
    public static bool IsEmbedded(StatementSyntax statement)
    {
        SyntaxNode outer = statement;
        while (outer.Parent is LabeledStatementSyntax label)
            outer = label;
        return outer.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax);
    }

    /// <summary>Puts braces around the only statement of an <c>if</c>, a loop and the like, with lines before and after it.</summary>
    public void Embrace(StatementSyntax statement, IReadOnlyCollection<string> before, IReadOnlyCollection<string> after)
    {
        var header = statement.GetFirstToken().GetPreviousToken();
        var indent = layout.IndentAt(statement.Parent is ElseClauseSyntax clause ? clause.SpanStart : statement.Parent!.SpanStart);
        var inner = indent + layout.Unit;
        var gap = TextSpan.FromBounds(header.Span.End, statement.SpanStart);
        var lead = before.Count == 0 ? "" : layout.Join(before, inner) + layout.Between(before) + inner;
        if (string.IsNullOrWhiteSpace(text.ToString(gap)))
        {
            edit.Replace(gap, layout.OpenBrace(indent) + layout.NewLine + inner + lead);
        }
        else
        {
            edit.Insert(gap.Start, layout.OpenBrace(indent));
            edit.Insert(gap.End, lead);
        }

        var tail = string.Concat(after.Select(line => layout.NewLine + inner + line.Replace("\t", layout.Unit)));
        edit.Insert(EndWithComment(statement.GetLastToken()), tail + layout.NewLine + indent + "}");
    }

    /// <summary>Puts braces around the statements of a switch section, which may not declare a using variable itself.</summary>
    public bool TryEmbrace(SwitchSectionSyntax section)
    {
        var label = section.Labels.Last().GetLastToken();
        var last = section.Statements.Last().GetLastToken();
        if (!EndsLine(label) || !EndsLine(last) || root.HasConditionalDirective(section.Span))
            return false;
        var indent = layout.IndentAt(section.Labels.Last().SpanStart);
        edit.Insert(EndWithComment(label), layout.OpenBrace(indent));
        edit.Insert(EndWithComment(last), layout.NewLine + indent + "}");
        return true;
    }

    /// <summary>Puts statements that follow each other into a block of their own.</summary>
    /// <param name="before">The token before them: the end of a statement, or an opening brace.</param>
    /// <param name="rest">The statements that go into the block.</param>
    /// <param name="header">What stands before the block on a line of its own; empty when the statement before is the header.</param>
    /// <param name="clause">The keyword of a clause after the block, such as finally, with its lines.</param>
    /// <returns>Whether the lines allow it.</returns>
    public bool TryWrap(SyntaxToken before, IReadOnlyList<StatementSyntax> rest, string header, string? clause = null, IReadOnlyCollection<string>? lines = null)
    {
        if (rest.Count == 0)
            return false;
        var end = rest[rest.Count - 1].GetLastToken();
        var moved = TextSpan.FromBounds(EndWithComment(before), EndWithComment(end));
        if (!EndsLine(before) || !EndsLine(end) || root.HasConditionalDirective(moved))
            return false;

        var indent = layout.IndentAt(rest[0].SpanStart);
        var blank = DropBlankLines(moved.Start) ? layout.NewLine : "";
        edit.Insert(moved.Start, (header.Length == 0 ? "" : blank + layout.NewLine + indent + header) + layout.OpenBrace(indent));
        edit.Shift(moved, 1);
        edit.Insert(moved.End, layout.NewLine + indent + "}" + Clause(indent, clause, lines));
        return true;
    }

    /// <summary>Moves the statements before a try statement into it.</summary>
    /// <returns>Whether the lines allow it.</returns>
    public bool TryMoveInto(SyntaxToken before, IReadOnlyList<StatementSyntax> moved, TryStatementSyntax guarded)
    {
        var end = moved[moved.Count - 1].GetLastToken();
        var lines = TextSpan.FromBounds(EndWithComment(before), EndWithComment(end));
        if (!EndsLine(before) || !EndsLine(end) || !EndsLine(guarded.Block.OpenBraceToken) || root.HasConditionalDirective(TextSpan.FromBounds(lines.Start, guarded.Block.OpenBraceToken.Span.End)))
            return false;
        var indent = layout.IndentAt(guarded.SpanStart);
        var blank = DropBlankLines(lines.Start) ? layout.NewLine : "";
        edit.Insert(lines.Start, blank + layout.NewLine + indent + "try" + layout.OpenBrace(indent));
        edit.Shift(lines, 1);
        edit.Delete(TextSpan.FromBounds(guarded.TryKeyword.SpanStart, guarded.Block.OpenBraceToken.Span.End));
        return true;
    }

    /// <summary>Adds a finally clause to a try statement that has none.</summary>
    public void AddFinally(TryStatementSyntax statement, IReadOnlyCollection<string> lines) =>
        edit.Insert(statement.Span.End, Clause(layout.IndentAt(statement.SpanStart), "finally", lines));

    /// <summary>Puts statements into a try with a finally, or gives the try that they are the finally that it lacks.</summary>
    /// <param name="before">The token before them: the end of a statement, or an opening brace.</param>
    /// <param name="rest">The statements.</param>
    /// <param name="lines">The lines of the finally.</param>
    /// <returns>Whether the lines allow it.</returns>
    public bool TryGuard(SyntaxToken before, IReadOnlyList<StatementSyntax> rest, IReadOnlyCollection<string> lines)
    {
        if (rest.Count != 1 || rest[0] is not TryStatementSyntax { Finally: null } guarded)
            return TryWrap(before, rest, "try", "finally", lines);
        AddFinally(guarded, lines);
        return true;
    }

    /// <summary>Adds an else clause to an if statement that has none, with braces as the branch has them.</summary>
    public void AddElse(IfStatementSyntax statement, IReadOnlyCollection<string> lines)
    {
        var indent = layout.IndentAt(statement.SpanStart);
        if (statement.Statement is BlockSyntax || lines.Count > 1)
            edit.Insert(EndWithComment(statement.GetLastToken()), Clause(indent, "else", lines));
        else
            edit.Insert(EndWithComment(statement.GetLastToken()), layout.NewLine + indent + "else" + layout.NewLine + indent + layout.Unit + lines.First());
    }

    /// <summary>The end of a token with a comment on the same line.</summary>
    public int EndWithComment(SyntaxToken token)
    {
        var end = token.Span.End;
        foreach (var trivia in token.TrailingTrivia)
        {
            if (trivia.IsComment() && text.Lines.IndexOf(trivia.SpanStart) == text.Lines.IndexOf(token.Span.End))
                end = trivia.Span.End;
        }

        return end;
    }

    /// <summary>Whether nothing but a comment follows on the line.</summary>
    public bool EndsLine(SyntaxToken token)
    {
        var next = token.GetNextToken(includeZeroWidth: true);
        return next.IsKind(SyntaxKind.None) || next.IsKind(SyntaxKind.EndOfFileToken) || text.Lines.IndexOf(next.SpanStart) > text.Lines.IndexOf(token.Span.End);
    }

    // Two findings may ask for the same lines in one place.
    private static bool IsPrecededBy(StatementSyntax statement, IReadOnlyCollection<string> lines)
    {
        if (StatementList.Find(statement) is not { Index: > 0 } list)
            return false;
        var before = string.Concat(list.Statements.Take(list.Index).Select(WithoutSpace));
        return before.EndsWith(WithoutSpace(string.Concat(lines)), System.StringComparison.Ordinal);
    }

    private static string WithoutSpace(object code) => string.Concat(code.ToString().Where(character => !char.IsWhiteSpace(character)));

    private string Clause(string indent, string? keyword, IReadOnlyCollection<string>? lines) =>
        keyword is null || lines is null
            ? ""
            : layout.AfterBrace(indent, keyword) + layout.NewLine + indent + layout.Unit + layout.Join(lines, indent + layout.Unit) + layout.NewLine + indent + "}";

    // A block does not begin with a blank line.
    private bool DropBlankLines(int position)
    {
        var first = text.Lines.IndexOf(position) + 1;
        var line = first;
        while (line < text.Lines.Count - 1 && string.IsNullOrWhiteSpace(text.Lines[line].ToString()))
            line++;
        if (line == first)
            return false;
        edit.Replace(TextSpan.FromBounds(text.Lines[first].Start, text.Lines[line].Start), "");
        return true;
    }
}
