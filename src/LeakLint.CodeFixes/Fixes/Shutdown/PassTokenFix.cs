using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Writes a token into the condition of a loop, into calls that wait, and into the parameters on the way there.</summary>
internal sealed class PassTokenFix : Repair
{
    private const string TokenType = "CancellationToken";

    public override string Title(Finding finding) => finding.Tokens.Length > 0 ? $"Observe '{finding.Tokens[0]}'" : "Observe the stopping token";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var (places, tokens) = (context.Finding.Exits, context.Finding.Tokens);
        if (places.Length == 0 || places.Length != tokens.Length)
            yield break;
        var edit = context.CreateEdit();
        var parameter = context.Model.LookupNamespacesAndTypes(context.Finding.Span.Start, name: TokenType).IsEmpty ? "System.Threading." + TokenType : TokenType;
        for (var place = 0; place < places.Length; place++)
        {
            if (!TryWrite(context, places[place], tokens[place], parameter, edit))
                yield break;
        }

        yield return edit;
    }

    private static bool TryWrite(RepairContext context, TextSpan place, string token, string parameterType, SourceEdit edit)
    {
        var first = context.Root.FindToken(place.Start);
        switch (first.Parent)
        {
            case ForStatementSyntax when first.IsKind(SyntaxKind.SemicolonToken):
                edit.Insert(first.Span.End, $" !{token}.IsCancellationRequested");
                return true;
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } always when always.Span == place:
                edit.Replace(always.Span, $"!{token}.IsCancellationRequested");
                return true;
            case MethodDeclarationSyntax method when method.Identifier == first:
                // Another finding may have brought the parameter already.
                if (!method.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == token))
                    Append(method.ParameterList.CloseParenToken, method.ParameterList.Parameters.Count, $"{parameterType} {token}", edit);
                return true;
            default:
                return first.Parent?.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(call => call.Span == place) is { } found && TryPass(context, found, token, edit);
        }
    }

    private static bool TryPass(RepairContext context, InvocationExpressionSyntax call, string token, SourceEdit edit)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Any(argument => argument.Expression.ToString() == token))
            return true;
        if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Sleep" } sleep)
            return TrySleep(context, call, sleep, token, edit);
        if (arguments.FirstOrDefault(argument => IsNone(argument.Expression)) is { } none)
        {
            edit.Replace(none.Expression.Span, token);
            return true;
        }

        Append(call.ArgumentList.CloseParenToken, arguments.Count, NameOfArgument(context, call) + token, edit);
        return true;
    }

    /// <summary>The name that the argument needs because other optional ones before it are left out.</summary>
    private static string NameOfArgument(RepairContext context, InvocationExpressionSyntax call)
    {
        if (context.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || method.Parameters.FirstOrDefault(parameter => parameter is { IsOptional: true, Type.Name: TokenType }) is not { } parameter)
            return "";
        return parameter.Ordinal > call.ArgumentList.Arguments.Count || call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null) ? parameter.Name + ": " : "";
    }

    private static bool TrySleep(RepairContext context, InvocationExpressionSyntax call, MemberAccessExpressionSyntax sleep, string token, SourceEdit edit)
    {
        if (EnclosingFunction.Of(call, context.Model).IsAsync && call.Parent is ExpressionStatementSyntax)
        {
            var thread = sleep.Expression.ToString();
            edit.Replace(sleep.Span, $"await {thread.Substring(0, thread.Length - "Thread".Length)}{(thread.Length > "Thread".Length ? "Tasks." : "")}Task.Delay");
            Append(call.ArgumentList.CloseParenToken, call.ArgumentList.Arguments.Count, token, edit);
        }
        else
        {
            edit.Replace(sleep.Span, $"{token}.WaitHandle.WaitOne");
        }

        return true;
    }

    private static bool IsNone(ExpressionSyntax argument) =>
        argument is MemberAccessExpressionSyntax { Name.Identifier.Text: "None", Expression: IdentifierNameSyntax { Identifier.Text: TokenType } }
            or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression } or DefaultExpressionSyntax;

    private static void Append(SyntaxToken close, int before, string added, SourceEdit edit) => edit.Insert(close.SpanStart, before == 0 ? added : ", " + added);
}
