using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Editing;

/// <summary>Turns a body after <c>=></c> into a block, so that there is room for statements.</summary>
internal sealed class ExpressionBody(EnclosingFunction function, SourceText text, Layout layout, SourceEdit edit)
{
    /// <summary>Writes the block with lines before the statement that the expression becomes.</summary>
    /// <param name="before">Lines before that statement.</param>
    /// <param name="lead">What stands before the expression; null for <c>return</c> where the function returns a value.</param>
    public bool TryOpen(IReadOnlyCollection<string> before, string? lead = null, IReadOnlyCollection<string>? after = null)
    {
        if (function.Expression is not { } expression)
            return false;
        var arrow = expression.GetFirstToken().GetPreviousToken();
        var header = arrow.GetPreviousToken();
        var isLambda = function.Node is AnonymousFunctionExpressionSyntax;
        var isProperty = function.Node is PropertyDeclarationSyntax or IndexerDeclarationSyntax;
        var gap = TextSpan.FromBounds(isLambda ? arrow.Span.End : header.Span.End, expression.SpanStart);
        if (text.ToString(gap).Replace("=>", "").Trim().Length > 0)
            return false;

        var indent = layout.IndentAt(isLambda ? header.SpanStart : FindStart(function.Node));
        var open = layout.OpenBrace(indent);
        var close = layout.NewLine + indent + "}";
        if (isProperty)
        {
            indent += layout.Unit;
            open += layout.NewLine + indent + "get" + layout.OpenBrace(indent);
            close = layout.NewLine + indent + "}" + close;
        }

        var inner = indent + layout.Unit;
        var lines = string.Concat(before.Select(line => layout.NewLine + inner + line.Replace("\t", layout.Unit)));
        var tail = string.Concat((after ?? []).Select(line => layout.NewLine + inner + line.Replace("\t", layout.Unit)));
        edit.Replace(gap, open + lines + layout.NewLine + inner + (lead ?? (function.ReturnsValue ? "return " : "")));
        if (isLambda)
            edit.Insert(expression.Span.End, ";" + tail + close);
        else
            edit.Insert(expression.GetLastToken().GetNextToken().Span.End, tail + close);
        return true;
    }

    private static int FindStart(SyntaxNode node) => node is MemberDeclarationSyntax { AttributeLists: { Count: > 0 } attributes }
        ? attributes.Last().GetLastToken().GetNextToken().SpanStart
        : node.SpanStart;
}
