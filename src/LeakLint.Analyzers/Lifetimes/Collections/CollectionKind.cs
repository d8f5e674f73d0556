using Microsoft.CodeAnalysis;
using LeakLint.Symbols;

namespace LeakLint.Lifetimes;

/// <summary>How a collection type of the BCL grows.</summary>
internal enum CollectionKind
{
    /// <summary>No collection, or one that bounds itself or does not keep what it holds.</summary>
    None,

    /// <summary>One entry for each key; adding a key again does not grow it.</summary>
    Keyed,

    /// <summary>One entry for each value; adding a value again does not grow it.</summary>
    Set,

    /// <summary>Every call that adds makes it longer.</summary>
    Sequence,
}

/// <summary>The collection types whose growth is followed, and what their elements are.</summary>
internal static class CollectionKinds
{
    public static CollectionKind Of(ITypeSymbol? type)
    {
        // The name first: this is asked for every reference of a program.
        if (type is not INamedTypeSymbol named || ByName(named.Name) is var kind && kind == CollectionKind.None)
            return CollectionKind.None;
        return named.RootNamespace() == "System" && IsInCollections(named) ? kind : CollectionKind.None;
    }

    /// <summary>Whether adding to the collection gives another one instead of changing it.</summary>
    public static bool IsImmutable(ITypeSymbol type) => type.ContainingNamespace?.Name == "Immutable";

    /// <summary>What the entries keep alive; null when the type does not tell.</summary>
    public static ITypeSymbol? ValueOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } ? arguments[Of(type) == CollectionKind.Keyed ? arguments.Length - 1 : 0] : null;

    /// <summary>Whether who gets a value of this type cannot change the collection through it.</summary>
    public static bool IsReadOnlyView(ITypeSymbol? type) => type is INamedTypeSymbol
    {
        Name: "IEnumerable" or "IReadOnlyCollection" or "IReadOnlyList" or "IReadOnlyDictionary" or "IReadOnlySet" or "IAsyncEnumerable" or "ReadOnlySpan",
    };

    private static CollectionKind ByName(string name) => name switch
    {
        "Dictionary" or "ConcurrentDictionary" or "SortedDictionary" or "SortedList" or "OrderedDictionary" or "IDictionary" or "Hashtable"
            or "ImmutableDictionary" or "ImmutableSortedDictionary" or "IImmutableDictionary" => CollectionKind.Keyed,
        "HashSet" or "SortedSet" or "ISet" or "ImmutableHashSet" or "ImmutableSortedSet" or "IImmutableSet" => CollectionKind.Set,
        "List" or "LinkedList" or "Queue" or "Stack" or "PriorityQueue" or "ArrayList" or "ConcurrentBag" or "ConcurrentQueue" or "ConcurrentStack"
            or "IList" or "ICollection" or "Collection" or "ObservableCollection"
            or "ImmutableList" or "ImmutableArray" or "ImmutableQueue" or "ImmutableStack" or "IImmutableList" => CollectionKind.Sequence,
        _ => CollectionKind.None,
    };

    private static bool IsInCollections(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: "Collections" } or { ContainingNamespace.Name: "Collections" };
}
