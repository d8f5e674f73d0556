using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Editing;

/// <summary>Turns a body after <c>=></c> into a block, so that there is room for statements.</summary>
internal sealed class ExpressionBody(EnclosingFunction function, bool isAsync, SourceText text, Layout layout, SourceEdit edit)
{
    /// <summary>Writes the block with lines before the statement that the expression becomes, or behind it.</summary>
    /// <param name="before">Lines before that statement.</param>
    /// <param name="lead">What stands before the expression; null for <c>return</c> where the function returns a value.</param>
    /// <param name="after">Lines behind that statement, which must not be the end of the function then.</param>
    public bool TryOpen(IReadOnlyCollection<string> before, string? lead = null, IReadOnlyCollection<string>? after = null)
    {
        if (function.Expression is not { } expression || (after is not null && (function.ReturnsValue(isAsync) || function.Node is AnonymousFunctionExpressionSyntax)))
            return false;
        var arrow = expression.GetFirstToken().GetPreviousToken();
        var header = arrow.GetPreviousToken();
        var isLambda = function.Node is AnonymousFunctionExpressionSyntax;
        var isProperty = function.Node is PropertyDeclarationSyntax or IndexerDeclarationSyntax;
        var gap = TextSpan.FromBounds(isLambda ? arrow.SpanStart : header.Span.End, expression.SpanStart);
        if (text.ToString(gap).Replace("=>", "").Trim().Length > 0)
            return false;

        var indent = layout.IndentAt(isLambda ? header.SpanStart : FindStart(function.Node));
        var open = (isLambda ? "=>" : "") + layout.OpenBrace(indent);
        var close = layout.NewLine + indent + "}";
        if (isProperty)
        {
            indent += layout.Unit;
            open += layout.NewLine + indent + "get" + layout.OpenBrace(indent);
            close = layout.NewLine + indent + "}" + close;
        }

        var inner = indent + layout.Unit;
        if (after is not null)
            close = layout.NewLine + inner + layout.Join(after, inner) + close;
        var lines = before.Count == 0 ? layout.NewLine : layout.NewLine + inner + layout.Join(before, inner) + layout.Between(before);
        edit.Replace(gap, open + lines + inner + (lead ?? (function.ReturnsValue(isAsync) ? "return " : "")));
        if (isLambda)
            edit.Insert(expression.Span.End, ";" + close);
        else
            edit.Insert(expression.GetLastToken().GetNextToken().Span.End, close);
        return true;
    }

    private static int FindStart(SyntaxNode node) => node is MemberDeclarationSyntax { AttributeLists: { Count: > 0 } attributes }
        ? attributes.Last().GetLastToken().GetNextToken().SpanStart
        : node.SpanStart;
}
