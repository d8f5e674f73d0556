using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Finds all calls of a function in its project.</summary>
internal sealed class Callers(RepairContext context, IMethodSymbol function)
{
    /// <summary>The calls; null when it is also used as a value, or from another file.</summary>
    public IReadOnlyList<InvocationExpressionSyntax>? All
    {
        get
        {
            var calls = new List<InvocationExpressionSyntax>();
            foreach (var tree in function.MethodKind == MethodKind.LocalFunction ? [context.Root.SyntaxTree] : context.Model.Compilation.SyntaxTrees)
            {
                if (!tree.GetText().ToString().Contains(function.Name))
                    continue;
                var model = tree == context.Root.SyntaxTree ? context.Model : context.Model.Compilation.GetSemanticModel(tree);
                foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.ValueText == function.Name && IsUse(name, model)))
                {
                    if (tree != context.Root.SyntaxTree || FindCall(name) is not { } call)
                        return null;
                    calls.Add(call);
                }
            }

            return calls;
        }
    }

    private bool IsUse(SimpleNameSyntax name, SemanticModel model)
    {
        if (name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } || name.FirstAncestorOrSelf<XmlCrefAttributeSyntax>() is not null)
            return false;
        var info = model.GetSymbolInfo(name);
        return Is(info.Symbol) || info.CandidateSymbols.Any(Is);
    }

    private bool Is(ISymbol? symbol) =>
        symbol is IMethodSymbol method && SymbolEqualityComparer.Default.Equals((method.ReducedFrom ?? method).OriginalDefinition, function.OriginalDefinition);

    private static InvocationExpressionSyntax? FindCall(SimpleNameSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax call when call.Expression == name => call,
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Name == name && call.Expression == access => call,
        _ => null,
    };
}
