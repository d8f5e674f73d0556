using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Moves a resource that is created inside an expression into a using declaration before it.</summary>
internal sealed class HoistFix : Repair
{
    public override string Title(Finding finding) => $"Move the {finding.SuggestedName} into {(finding.IsAsync ? "an await using" : "a using")} declaration";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (!context.Speaks(LanguageVersion.CSharp8) || context.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } created)
            yield break;

        var resource = WithAwait(created);
        if (IsTiedTo(resource, context.Model))
            yield break;
        if (resource.Parent is ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax)
        {
            // The whole of a body without a result: there is nothing to use it for.
            foreach (var kept in new KeepFix().Propose(context))
                yield return kept;
            yield break;
        }

        var edit = context.CreateEdit();
        var function = context.Function;
        if (!context.TryMakeAsync(function, edit, context.Finding.IsAsync))
            yield break;

        var name = FreeNames.Find(resource, context.Finding.SuggestedName);
        var type = resource is ImplicitObjectCreationExpressionSyntax && context.Model.GetTypeInfo(resource).ConvertedType is { } known
            ? known.ToMinimalDisplayString(context.Model, resource.SpanStart)
            : "var";
        string[] declaration = [$"{ReleaseCode.Using(context)}{type} {name} = {resource};"];
        if (resource.FindStatement() is { } statement)
        {
            if (statement.Parent is SwitchSectionSyntax || !EvaluationOrder.IsFirst(resource, statement))
                yield break;
            context.CreateWriter(edit).InsertBefore(statement, declaration);
        }
        else if (function.Expression is not { } body || !EvaluationOrder.IsFirst(resource, body)
            || !context.TryOpenBody(function, edit, context.Finding.IsAsync, declaration))
        {
            yield break;
        }

        var replaced = resource.Parent is ParenthesizedExpressionSyntax parentheses ? parentheses : resource;
        edit.Replace(replaced.Span, name);
        yield return edit;
    }

    // What leaves the function may need the resource still: a service that a factory made, a query that runs when it is read.
    private static bool IsTiedTo(ExpressionSyntax resource, SemanticModel model)
    {
        ExpressionSyntax chain = resource;
        while (chain.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax or AwaitExpressionSyntax
            or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            chain = (ExpressionSyntax)chain.Parent;
        // A JsonElement reads from the document that it came from, until it is cloned.
        if (model.GetTypeInfo(chain).Type?.Name == "JsonElement")
            return chain is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Clone" } };
        return chain != resource && Leaves(chain) && MayNeed(model.GetTypeInfo(chain).Type);
    }

    private static bool Leaves(ExpressionSyntax value) =>
        value.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax or YieldStatementSyntax
        || value.Parent is AssignmentExpressionSyntax { Left: var target } && (target is MemberAccessExpressionSyntax || target.ToString().StartsWith("_", System.StringComparison.Ordinal));

    private static bool MayNeed(ITypeSymbol? result)
    {
        if (result is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } arguments })
            result = arguments[0];
        if (result is null || result.ContainingAssembly is null)
            return false;
        if (result.TypeKind == TypeKind.Interface)
            return result.Name is "IEnumerable" or "IQueryable" or "IOrderedQueryable" or "IAsyncEnumerable" || result.ContainingNamespace.ToDisplayString() != "System.Collections.Generic";
        // A response that was read to its end is all that is left of its request.
        return result.Name != "HttpResponseMessage" && result.AllInterfaces.Any(contract => contract.Name is "IDisposable" or "IAsyncDisposable")
            && result.Name is not ("Task" or "ValueTask");
    }

    // Of a task, what is awaited is the resource.
    private static ExpressionSyntax WithAwait(ExpressionSyntax created) => created.Parent switch
    {
        AwaitExpressionSyntax wait => WithAwait(wait),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => WithAwait(sure),
        MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait", Parent: InvocationExpressionSyntax call } => WithAwait(call),
        _ => created,
    };
}
