using System.Collections.Generic;

namespace LeakLint.Lifetimes;

/// <summary>What the members of collections do to their size, by name: the BCL is consistent about these.</summary>
internal static class CollectionVerbs
{
    private static readonly HashSet<string> _grow =
    [
        "Add", "TryAdd", "GetOrAdd", "AddOrUpdate", "AddRange", "AddFirst", "AddLast", "AddBefore", "AddAfter", "Insert", "InsertRange", "Enqueue", "EnqueueRange",
        "Push", "PushRange", "UnionWith", "Union", "SetItem", "SetItems", "GetValueRefOrAddDefault",
    ];

    private static readonly HashSet<string> _remove =
    [
        "Remove", "TryRemove", "RemoveAt", "RemoveAll", "RemoveRange", "RemoveWhere", "RemoveFirst", "RemoveLast", "Dequeue", "TryDequeue", "Take", "TryTake", "Pop",
        "TryPop", "TryPopRange", "Clear", "ExceptWith", "Except", "IntersectWith", "Intersect", "SymmetricExceptWith", "GetConsumingEnumerable", "DequeueEnqueue",
        "EnqueueDequeue",
    ];

    private static readonly HashSet<string> _handOut = ["GetAlternateLookup", "TryGetAlternateLookup", "SetCount", "ToBuilder"];

    public static bool Grows(string member) => _grow.Contains(member);

    /// <summary>Whether the member takes entries out.</summary>
    public static bool Removes(string member) => _remove.Contains(member);

    /// <summary>Whether the member hands out something that can take entries out.</summary>
    public static bool HandsOut(string member) => _handOut.Contains(member);
}
