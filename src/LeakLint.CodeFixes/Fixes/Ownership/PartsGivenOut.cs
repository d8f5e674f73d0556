using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>What is of no use without the whole that it is a part of: where one is given out, the whole must stay open.</summary>
internal static class PartsGivenOut
{
    /// <summary>Whether a part of what a local holds is returned, or stored where it stays after the list of statements.</summary>
    public static bool Leave(string local, StatementList scope, SemanticModel model) =>
        model.GetTypeInfo(scope.Statement.DescendantNodes().OfType<EqualsValueClauseSyntax>().First().Value).Type?.Name == "JsonDocument"
            ? ElementsLeave(local, scope, model)
            : OwnedPartsAreReturned(local, scope, model);

    /// <summary>Whether a property that has to be released itself, and so goes with its object, is what the function gives: the key of a key file.</summary>
    private static bool OwnedPartsAreReturned(string local, StatementList scope, SemanticModel model) =>
        scope.Rest.SelectMany(next => next.DescendantNodesAndSelf()).OfType<ReturnStatementSyntax>().SelectMany(given => given.DescendantNodes()).OfType<MemberAccessExpressionSyntax>()
            .Any(part => part.Expression.Is(local) && part.Parent is not (MemberAccessExpressionSyntax or InvocationExpressionSyntax or ConditionalAccessExpressionSyntax)
                && model.GetTypeInfo(part).Type is { } type && type.Name is not ("Task" or "ValueTask")
                && (type.Name is "IDisposable" or "IAsyncDisposable" || type.AllInterfaces.Any(contract => contract.Name is "IDisposable" or "IAsyncDisposable")
                    || (part.Parent is CastExpressionSyntax cast && model.GetTypeInfo(cast).Type?.AllInterfaces.Any(contract => contract.Name == "IDisposable") == true)));

    // The elements of a JSON document read from it.
    private static bool ElementsLeave(string document, StatementList scope, SemanticModel model)
    {
        var parts = new HashSet<string> { document };
        var declared = scope.Rest.SelectMany(next => next.DescendantNodes()).OfType<VariableDeclaratorSyntax>().ToList();
        // A local that is an element of an element is known once the one before is.
        foreach (var local in declared)
        {
            if (local.Initializer is { Value: var value } && IsPart(value))
                parts.Add(local.Identifier.ValueText);
        }

        return scope.Rest.SelectMany(next => next.DescendantNodesAndSelf()).Any(node => node switch
        {
            ReturnStatementSyntax { Expression: { } result } => IsPart(result),
            YieldStatementSyntax { Expression: { } result } => IsPart(result),
            AssignmentExpressionSyntax assignment => IsPart(assignment.Right) && !declared.Any(local => assignment.Left.Is(local.Identifier.ValueText)),
            _ => false,
        });

        bool IsPart(ExpressionSyntax value) =>
            model.GetTypeInfo(value).Type?.Name is "JsonElement" or "JsonProperty"
            && value is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Clone" } }
            && parts.Any(value.Mentions);
    }
}
