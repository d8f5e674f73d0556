using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Recognises handlers of requests: they may take services as parameters, and return a task of anything.</summary>
internal static class Endpoints
{
    public static bool IsHandler(RepairContext context, SyntaxNode function) =>
        function is LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } }
        && context.Model.GetTypeInfo(function).ConvertedType is { Name: "Delegate", ContainingNamespace.Name: "System" }
        && context.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingNamespace: { } space }
        && space.ToDisplayString().StartsWith("Microsoft.AspNetCore.", System.StringComparison.Ordinal);
}
