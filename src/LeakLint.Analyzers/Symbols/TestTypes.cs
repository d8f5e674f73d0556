using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace LeakLint.Symbols;

/// <summary>Types whose objects a test framework makes: one for each test, or one whose life the framework knows.</summary>
internal static class TestTypes
{
    private static readonly string[] _types = ["TestClassAttribute", "TestFixtureAttribute"];

    private static readonly string[] _methods = ["FactAttribute", "TheoryAttribute", "TestAttribute", "TestMethodAttribute", "TestCaseAttribute"];

    /// <summary>Whether the type, or one that it derives from, says that it holds tests.</summary>
    public static bool Includes(INamedTypeSymbol? type)
    {
        for (; type is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class }; type = type.BaseType)
        {
            if (Has(type, _types) || type.GetMembers().OfType<IMethodSymbol>().Any(static method => Has(method, _methods)))
                return true;
        }

        return false;
    }

    private static bool Has(ISymbol symbol, string[] names) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: var name } && Array.IndexOf(names, name) >= 0);
}
