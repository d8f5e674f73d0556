using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Calls the base at the end of an override that releases.</summary>
internal sealed class CallBaseFix : Repair
{
    public override string Title(Finding finding) => $"Call the base, so that '{finding.Holder}' is released";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } member)
            yield break;
        var isAsync = member.Modifiers.Any(SyntaxKind.AsyncKeyword);
        var arguments = string.Join(", ", member.ParameterList.Parameters.Select(parameter => parameter.Identifier.Text));
        var call = $"{(isAsync ? "await " : "")}base.{member.Identifier.Text}({arguments});";
        var edit = context.CreateEdit();
        if (!isAsync && member.ReturnType is not PredefinedTypeSyntax)
        {
            // A task of its own cannot be followed by another; one that is nothing can be that of the base.
            var returned = member.ExpressionBody?.Expression ?? (member.Body?.Statements.LastOrDefault() as ReturnStatementSyntax)?.Expression;
            if (returned is not MemberAccessExpressionSyntax { Name.Identifier.Text: "CompletedTask" } || member.DescendantNodes().OfType<ReturnStatementSyntax>().Count() > 1)
                yield break;
            edit.Replace(returned.Span, call.TrimEnd(';'));
            yield return edit;
            yield break;
        }

        if (member.Body is { } body)
        {
            var last = body.Statements.LastOrDefault();
            if (last is ReturnStatementSyntax or ThrowStatementSyntax || body.DescendantNodes().OfType<ReturnStatementSyntax>().Any())
                yield break;
            context.CreateWriter(edit).InsertAtEnd(body, last?.GetLastToken().IsKind(SyntaxKind.CloseBraceToken) == true ? ["", call] : [call]);
            yield return edit;
        }
        else if (member.ExpressionBody is { } arrow)
        {
            var indent = context.Layout.IndentAt(member.SpanStart);
            var inner = context.Layout.NewLine + indent + context.Layout.Unit;
            edit.Replace(
                TextSpan.FromBounds(arrow.ArrowToken.GetPreviousToken().Span.End, member.SemicolonToken.Span.End),
                context.Layout.OpenBrace(indent) + inner + arrow.Expression + ";" + inner + call + context.Layout.NewLine + indent + "}");
            yield return edit;
        }
    }
}
