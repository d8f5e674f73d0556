using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Ends the program by returning from its entry point, which releases what is open.</summary>
internal sealed class ReturnFromMainFix : Repair
{
    public override string Title(Finding finding) => "Return from the entry point";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var call = context.Root.FindToken(context.Finding.Span.Start).Parent?.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(node => node.Span == context.Finding.Span);
        if (call is not { Parent: ExpressionStatementSyntax statement, ArgumentList.Arguments: { Count: 1 } arguments })
            yield break;
        var code = arguments[0].Expression.ToString();
        var member = call.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        var edit = context.CreateEdit();
        var writer = context.CreateWriter(edit);
        // A program of top-level statements returns a code as soon as one statement does; the others must then, too.
        if (member is null ? !ReturnsNothing(context.Root) : member.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.IntKeyword } or GenericNameSyntax)
        {
            edit.Replace(statement.Span, $"return {code};");
            if (member is null && !context.Root.ChildNodes().OfType<GlobalStatementSyntax>().Any(global => global.DescendantNodes(inner => inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>().Any())
                && context.Root.ChildNodes().OfType<GlobalStatementSyntax>().Last() is { Statement: not ReturnStatementSyntax } last)
                writer.InsertAfter(last.Statement, ["return 0;"]);
        }
        else
        {
            writer.Replace(statement, [$"Environment.ExitCode = {code};", "return;"]);
        }

        yield return edit;
    }

    private static bool ReturnsNothing(SyntaxNode root) => root.ChildNodes().OfType<GlobalStatementSyntax>()
        .SelectMany(global => global.DescendantNodes(inner => inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))).OfType<ReturnStatementSyntax>().Any(statement => statement.Expression is null);
}
