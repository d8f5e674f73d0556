using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace LeakLint.Ownership;

/// <content>
/// Which lambdas and local functions are worth a graph of their own: most capture nothing that could hold a resource, and for these the names in
/// their text are enough.
/// </content>
internal sealed partial class OwnershipAnalysis
{
    private readonly Dictionary<SyntaxNode, bool> _concerns = [];
    private HashSet<string>? _resourceNames;

    /// <summary>Whether a nested function names a variable of this body, or of one around it, that may hold a resource, or another local function, which might.</summary>
    private bool Concerns(SyntaxNode function)
    {
        if (_concerns.TryGetValue(function, out var known))
            return known;
        return _concerns[function] = Names(function);

        bool Names(SyntaxNode function)
        {
            foreach (var node in function.DescendantNodes())
            {
                if (node is not IdentifierNameSyntax { Identifier.ValueText: var name })
                    continue;
                for (var around = this; around is not null; around = around._outer)
                {
                    if (around.ResourceNames().Contains(name))
                        return true;
                }
            }

            return false;
        }
    }

    private HashSet<string> ResourceNames()
    {
        if (_resourceNames is not null)
            return _resourceNames;
        _resourceNames = [];
        foreach (var variable in _facts.Variables)
        {
            if (_context.Catalog.MayBeResource(variable.Value))
                _resourceNames.Add(variable.Key.Name);
        }

        foreach (var function in Graph.LocalFunctions)
            _resourceNames.Add(function.Name);
        // What is only used inside was given all the same.
        if (_function is IMethodSymbol method)
        {
            foreach (var parameter in method.Parameters)
                _resourceNames.Add(parameter.Name);
        }

        return _resourceNames;
    }
}
