using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Resolves a service from a scope that ends with the block.</summary>
internal sealed class OpenScopeFix : Repair
{
    public override string Title(Finding finding) => "Resolve it from a scope";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var call = context.Root.FindToken(context.Finding.Span.Start).Parent?.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(node => node.Span == context.Finding.Span);
        if (call?.Expression is not MemberAccessExpressionSyntax { Expression: var provider } || call.FindStatement() is not { } statement || !context.Speaks(LanguageVersion.CSharp8) || Escapes(call, statement))
            yield break;
        var edit = context.CreateEdit();
        var scope = FreeNames.Find(call, "scope");
        var isAsync = context.Finding.IsAsync;
        if (isAsync && !context.TryMakeAsync(context.Function, edit, awaits: true))
            yield break;
        var line = isAsync ? $"await using var {scope} = {provider}.CreateAsyncScope();" : $"using var {scope} = {provider}.CreateScope();";
        context.CreateWriter(edit).InsertBefore(statement, [line]);
        edit.Replace(provider.Span, scope + ".ServiceProvider");
        yield return edit;
    }

    /// <summary>Whether the service may be used after the block, where its scope would have ended.</summary>
    private static bool Escapes(InvocationExpressionSyntax call, StatementSyntax statement)
    {
        if (statement is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } && variables[0].Initializer?.Value == call)
        {
            return statement.Parent is null || statement.Parent.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text == variables[0].Identifier.Text
                && name.Parent is ReturnStatementSyntax or AssignmentExpressionSyntax or ArgumentSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax or InitializerExpressionSyntax);
        }

        // service.Work(): what it gives may depend on it, unless it is waited for or dropped.
        return statement is not ExpressionStatementSyntax { Expression: var whole } || whole is AssignmentExpressionSyntax || !(whole is InvocationExpressionSyntax or AwaitExpressionSyntax);
    }
}
