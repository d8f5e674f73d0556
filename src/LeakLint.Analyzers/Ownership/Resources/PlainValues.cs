using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>Values that are numbers and text through and through: what was worked out from resources, and holds none of them.</summary>
internal static class PlainValues
{
    private const int MaxDepth = 3;

    /// <summary>Whether values of the type hold nothing else: simple ones, classes of ours that consist of these, and collections of them that are filled already.</summary>
    public static bool Are(ITypeSymbol? type) => type is not null && Are(type, MaxDepth);

    private static bool Are(ITypeSymbol type, int depth)
    {
        if (type.IsSimple() || type is { Name: "Guid" or "TimeSpan" or "DateTimeOffset" or "Uri" } && type.RootNamespace() == "System")
            return true;
        if (depth == 0)
            return false;
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Are(array.ElementType, depth - 1);
            case INamedTypeSymbol { IsTupleType: true } tuple:
                return tuple.TupleElements.All(element => Are(element.Type, depth - 1));
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return Are(nullable.TypeArguments[0], depth - 1);
            case INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, Name: "List" or "Dictionary" or "HashSet" or "ImmutableArray" or "ImmutableList" or "FrozenDictionary" or "FrozenSet" } collection when !type.HasSource():
                return collection.TypeArguments.All(argument => Are(argument, depth - 1));
            // What can be released is no mere value, whatever it consists of.
            case INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } own
                when (own.HasSource() || own.IsAnonymousType) && !own.AllInterfaces.Any(implemented => implemented.Name is "IDisposable" or "IAsyncDisposable"):
                return (own.TypeKind == TypeKind.Struct || own.BaseType is { SpecialType: SpecialType.System_Object })
                    && own.GetMembers().All(member => member is not IFieldSymbol { IsStatic: false } field || Are(field.Type, depth - 1));
            default:
                return false;
        }
    }
}
