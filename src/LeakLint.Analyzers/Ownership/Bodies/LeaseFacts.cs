using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>Leases: what a pool lends is no resource by its type, and is to be given back to the pool rather than disposed.</summary>
internal static class LeaseFacts
{
    /// <summary>Whether the method lends something out of a pool.</summary>
    public static bool IsLease(IMethodSymbol? method) => method switch
    {
        { Name: "Rent" } => IsOf(method.ContainingType, "ArrayPool", "Buffers"),
        { Name: "Get", Parameters.Length: 0 } => IsOf(method.ContainingType, "ObjectPool", "ObjectPool"),
        _ => false,
    };

    /// <summary>Whether the call gives a lease back: only that ends it, disposing what is wrapped around it does not.</summary>
    public static bool IsReturn(SyntaxNode release) => release is InvocationExpressionSyntax { Expression: var called } && called switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == "Return",
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText == "Return",
        SimpleNameSyntax name => name.Identifier.ValueText.StartsWith("Return", System.StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Whether a method that is given a buffer is done with it when it ends, though its type alone does not tell.</summary>
    public static bool Borrows(IMethodSymbol method, IParameterSymbol? parameter)
    {
        if (parameter is null || method.MethodKind == MethodKind.Constructor)
            return false;
        if (parameter.Type.IsRefLikeType)
            return true;
        if (parameter.Type is not (IArrayTypeSymbol or { Name: "Memory" or "ReadOnlyMemory" or "ArraySegment" }) || !method.HasSource())
            return false;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax().DescendantNodes())
            {
                if (node is IdentifierNameSyntax { Identifier.ValueText: var name } use && name == parameter.Name && MayKeep(use))
                    return false;
            }
        }

        return true;
    }

    /// <summary>Whether the name stands where its value is stored, returned, captured or given back.</summary>
    private static bool MayKeep(IdentifierNameSyntax use)
    {
        foreach (var ancestor in use.Ancestors())
        {
            switch (ancestor)
            {
                case AssignmentExpressionSyntax assignment when assignment.Right.Span.Contains(use.Span):
                case EqualsValueClauseSyntax or ReturnStatementSyntax or YieldStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
                    or BaseObjectCreationExpressionSyntax or InitializerExpressionSyntax or TupleExpressionSyntax:
                    return !IsOnlyRead(use);
                case InvocationExpressionSyntax call when IsReturn(call):
                    return true;
                case StatementSyntax:
                    return false;
                case ArrowExpressionClauseSyntax arrow:
                    return arrow.Expression == use;
            }
        }

        return false;
    }

    /// <summary>Whether a member or an element of it is used, not the buffer itself.</summary>
    private static bool IsOnlyRead(IdentifierNameSyntax use) => use.Parent switch
    {
        ElementAccessExpressionSyntax element => element.Expression == use,
        MemberAccessExpressionSyntax access => access.Expression == use && access.Name.Identifier.ValueText is not ("AsMemory" or "AsSpan" or "Slice"),
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax } => true,
        _ => false,
    };

    private static bool IsOf(INamedTypeSymbol? type, string name, string space)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == name && type.ContainingNamespace?.Name == space)
                return true;
        }

        return false;
    }
}
