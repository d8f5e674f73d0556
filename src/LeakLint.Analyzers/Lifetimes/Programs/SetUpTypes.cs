using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>Types whose objects are filled before the program runs, by what they are called.</summary>
internal static class SetUpTypes
{
    private static readonly string[] _build = ["Builder", "Configurator"];
    private static readonly string[] _settings = ["Options", "Configuration"];

    /// <summary>Whether objects of the type build others. What is built may also be for one session.</summary>
    public static bool Build(INamedTypeSymbol type) => IsA(type, _build);

    /// <summary>Whether objects of the type are settings, whatever is set by them.</summary>
    public static bool AreSettings(INamedTypeSymbol type) => IsA(type, _settings);

    /// <summary>Whether objects of the type list the parts of a program; also what comes and goes may be listed by such a one.</summary>
    public static bool Lists(INamedTypeSymbol type) => type.Name.EndsWith("Registry", StringComparison.Ordinal) || type.Name.EndsWith("Catalog", StringComparison.Ordinal);

    /// <summary>Whether the member is given something that only exists while the program is put together: services, a builder of the host, the endpoints, the options of the server.</summary>
    public static bool AreGivenTo(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (IsPartOfStart(parameter.Type) || (parameter.Type is ITypeParameterSymbol { ConstraintTypes: var constraints } && constraints.Any(IsPartOfStart)))
                return true;
        }

        return false;
    }

    private static bool IsPartOfStart(ITypeSymbol type) =>
        type.RootNamespace() == "Microsoft" && (type.Name is "IServiceCollection" or "WebApplication" or "IHost" or "KestrelServerOptions" or "ListenOptions" or "MvcOptions" || type.Name.EndsWith("Builder", StringComparison.Ordinal));

    private static bool IsA(INamedTypeSymbol type, string[] endings)
    {
        for (var ancestor = type; ancestor is { SpecialType: not SpecialType.System_Object }; ancestor = ancestor.BaseType)
        {
            if (Array.Exists(endings, word => ancestor.Name.EndsWith(word, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }
}
