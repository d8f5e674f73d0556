using System;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>Lists of callbacks to which those who listen add themselves. Other delegates in collections are mostly parts of the program: factories, converters, routes.</summary>
internal static class Listeners
{
    private static readonly string[] _names = ["callback", "listener", "subscri", "observer", "watcher"];

    private static readonly string[] _verbs = ["Subscribe", "Listen", "Observe", "Watch", "AddListener", "AddCallback", "AddObserver", "AddSubscri", "AddHandler"];

    /// <summary>Whether the name of a collection says that it keeps those who listen.</summary>
    public static bool Are(ISymbol holder) => Array.Exists(_names, name => holder.Name.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether the name of a collection of many says so. One handler for each name is a table, many for each are those who listen.</summary>
    public static bool AreMany(ISymbol holder) => Are(holder) || holder.Name.IndexOf("handler", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Whether the member is there for others to listen, and keeps the delegate that they give.</summary>
    public static bool Keep(IOperation added, ISymbol member) =>
        added.Unwrapped() is { Type.TypeKind: TypeKind.Delegate } and not Microsoft.CodeAnalysis.Operations.IDelegateCreationOperation
        && (Array.Exists(_verbs, verb => member.Name.StartsWith(verb, StringComparison.Ordinal)) || IsOn(member.Name));

    private static bool IsOn(string name) => name.Length > 2 && name.StartsWith("On", StringComparison.Ordinal) && char.IsUpper(name[2]);
}
