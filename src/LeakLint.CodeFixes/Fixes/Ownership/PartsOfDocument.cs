using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>The elements of a JSON document, which read from it: where one is given out, the document must stay open.</summary>
internal static class PartsOfDocument
{
    /// <summary>Whether an element of the document that a local holds is returned, or stored where it stays after the list of statements.</summary>
    public static bool Leave(string document, StatementList scope, SemanticModel model)
    {
        if (model.GetTypeInfo(scope.Statement.DescendantNodes().OfType<EqualsValueClauseSyntax>().First().Value).Type?.Name != "JsonDocument")
            return false;
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
