using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace LeakLint.Symbols;

/// <summary>Questions about symbols that the language asks more often than Roslyn answers them.</summary>
internal static class SymbolExtensions
{
    public static bool IsOrImplements(this ITypeSymbol type, INamedTypeSymbol contract)
    {
        if (SymbolEqualityComparer.Default.Equals(type, contract))
            return true;
        if (type is ITypeParameterSymbol parameter)
        {
            foreach (var constraint in parameter.ConstraintTypes)
            {
                if (constraint.IsOrImplements(contract))
                    return true;
            }

            return false;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(implemented, contract))
                return true;
        }

        return false;
    }

    public static bool IsOrDerivesFrom(this ITypeSymbol? type, ISymbol? ancestor)
    {
        if (ancestor is null)
            return false;
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, ancestor))
                return true;
        }

        return false;
    }

    /// <summary>The name with its namespace and outer types, without type arguments: <c>System.Collections.Generic.List</c>.</summary>
    public static string FullName(this ITypeSymbol type)
    {
        var name = new StringBuilder(type.Name);
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name.Insert(0, '.').Insert(0, outer.Name);
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            name.Insert(0, '.').Insert(0, space.Name);
        return name.ToString();
    }

    /// <summary>The outermost namespace: <c>System</c> for <c>System.Net.Http</c>; empty for the global one.</summary>
    public static string RootNamespace(this ISymbol symbol)
    {
        var root = "";
        for (var space = symbol.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            root = space.Name;
        return root;
    }

    /// <summary>The name without the interface that an explicit implementation puts before it.</summary>
    public static string SimpleName(this IMethodSymbol method) =>
        method.MethodKind == MethodKind.ExplicitInterfaceImplementation
            ? method.Name.Substring(method.Name.LastIndexOf('.') + 1)
            : method.Name;

    /// <summary>Whether values of this type are numbers, text and the like, which neither are nor hold anything else.</summary>
    public static bool IsSimple(this ITypeSymbol type) =>
        type.SpecialType is (>= SpecialType.System_Enum and <= SpecialType.System_UIntPtr) or SpecialType.System_DateTime
        || type.TypeKind is TypeKind.Enum or TypeKind.Pointer or TypeKind.FunctionPointer;

    /// <summary>Whether code of other assemblies can use it.</summary>
    public static bool IsVisibleOutside(this ISymbol member)
    {
        for (var symbol = member; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }

    public static bool HasSource(this ISymbol symbol) => !symbol.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>Whether an attribute of this simple name stands on the symbol, from whatever assembly.</summary>
    public static bool HasAttribute(this ISymbol symbol, string name) => HasAttribute(symbol.GetAttributes(), name);

    public static bool HasAttribute(this ImmutableArray<AttributeData> attributes, string name)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass?.Name == name)
                return true;
        }

        return false;
    }
}
