using System;
using System.Collections.Concurrent;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>
/// Tells what a method does to ownership without looking into it. First match wins: attributes on the method, the table of
/// well-known methods, then what names and types suggest.
/// </summary>
internal sealed class Contracts(KnownTypes types, ResourceCatalog catalog)
{
    private static readonly string[] FactoryVerbs =
    [
        "Create", "Open", "Start", "Connect", "Accept", "Begin", "Build", "New", "Launch", "Spawn", "Acquire", "Rent", "Fork",
        "Clone", "Make", "Listen", "Dial", "Duplicate",
    ];

    private static readonly string[] SharedVerbs =
        ["Get", "Find", "Instance", "Default", "Current", "Shared", "Resolve", "Lookup", "Peek", "From", "Use", "With", "Wrap", "As", "To"];

    /// <summary>What a method is called that keeps what it is given.</summary>
    private static readonly string[] KeepingVerbs =
    [
        "Add", "TryAdd", "Push", "Enqueue", "Insert", "Set", "Register", "Attach", "Append", "Track", "Store", "Put", "Save", "Return",
        "Own", "Adopt", "Transfer", "Use", "Map", "Serve", "Host", "Start", "Begin", "Run", "Queue", "Schedule", "Post",
    ];

    /// <summary>What a method is called that is done with its argument when it ends, though nobody can look into it.</summary>
    private static readonly string[] ConsumingVerbs =
    [
        "Read", "TryRead", "Parse", "TryParse", "Load", "Deserialize", "Serialize", "Write", "Copy", "Compute", "Hash", "Verify", "Decode",
        "Encode", "Compress", "Decompress", "Extract", "Validate", "Contains", "Log", "Equals", "Compare", "Assert", "Import",
    ];

    private readonly ConcurrentDictionary<IMethodSymbol, Contract> _contracts = new(SymbolEqualityComparer.Default);

    public Contract Of(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return _contracts.TryGetValue(method, out var contract) ? contract : _contracts.GetOrAdd(method, WithAttributes(method, Find(method)));
    }

    /// <summary>Whether the table or an attribute says what the method does, so that its body need not be asked.</summary>
    public static bool IsSettled(IMethodSymbol method) =>
        FromTable(method) is not null || method.HasAttribute("MustDisposeResourceAttribute") || method.HasAttribute("HandlesResourceDisposalAttribute");

    /// <summary>Whether calling this on a resource releases it.</summary>
    public static bool IsReleaseName(string name) =>
        name is "Dispose" or "DisposeAsync" or "Close" or "CloseAsync";

    /// <summary>Whether a function of this name makes something for its caller.</summary>
    public static bool IsFactoryName(string name) => StartsWithAny(name, FactoryVerbs);

    private Contract Find(IMethodSymbol method)
    {
        if (FromTable(method) is { } tabled)
            return tabled;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return new(OwnerOfResult(method), Argument: Transfer.TakesOver);

        var name = method.SimpleName();
        var arguments = new Transfer[method.Parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = OfParameter(method, name, method.Parameters[i]);
        if (method.IsExtensionMethod && arguments.Length > 0 && name.IndexOf("Dispose", StringComparison.Ordinal) >= 0)
            arguments[0] = Transfer.Releases;
        return new(OwnerOfResult(method), OfReceiver(method, name), Transfer.TakesOver, arguments);
    }

    private static Contract? FromTable(IMethodSymbol method)
    {
        for (var overridden = method; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (overridden.ContainingType is { } type && FindRow(type, method) is { } row)
                return row;
        }

        for (var type = method.ContainingType?.BaseType; type is not null; type = type.BaseType)
        {
            if (FindRow(type, method) is { } row)
                return row;
        }

        if (method.ContainingType is { } containing)
        {
            foreach (var implemented in containing.AllInterfaces)
            {
                if (FindRow(implemented, method) is { } row)
                    return row;
            }
        }

        return null;
    }

    private static Contract? FindRow(ITypeSymbol type, IMethodSymbol method)
    {
        if (type.HasSource() || ContractTable.Find(type) is not { } members)
            return null;
        if (members.TryGetValue(method.SimpleName(), out var row))
            return row;
        // "*" is about the type's own methods, not about those of what derives from it.
        return method.MethodKind != MethodKind.Constructor
            && SymbolEqualityComparer.Default.Equals(type, method.ContainingType)
            && members.TryGetValue("*", out row) ? row : null;
    }

    private static Contract WithAttributes(IMethodSymbol method, Contract contract)
    {
        if (method.HasAttribute("MustDisposeResourceAttribute") || method.GetReturnTypeAttributes().HasAttribute("MustDisposeResourceAttribute"))
            contract = contract with { Result = ResultOwner.Caller, Acquires = true };
        if (method.HasAttribute("HandlesResourceDisposalAttribute"))
            contract = contract with { Receiver = Transfer.Releases };
        foreach (var parameter in method.Parameters)
        {
            if (!parameter.HasAttribute("HandlesResourceDisposalAttribute"))
                continue;
            var arguments = new Transfer[method.Parameters.Length];
            for (var i = 0; i < arguments.Length; i++)
                arguments[i] = i == parameter.Ordinal ? Transfer.Releases : contract.ArgumentAt(i);
            contract = contract with { Arguments = arguments };
        }

        return contract;
    }

    private ResultOwner OwnerOfResult(IMethodSymbol method)
    {
        var type = types.Unwrap(method.ReturnType);
        if (!catalog.IsResource(type))
            return ResultOwner.Other;
        var name = method.MethodKind == MethodKind.DelegateInvoke ? "" : method.SimpleName();
        if (StartsWithVerb(name, "BeginScope") || StartsWithVerb(name, "CreateLogger"))
            return ResultOwner.Other;
        // An HttpClient that somebody else makes is shared or pooled more often than not.
        if (type.FullName() == "System.Net.Http.HttpClient")
            return ResultOwner.Other;
        if (StartsWithAny(name, FactoryVerbs))
            return ResultOwner.Caller;
        if (method.IsStatic && !method.IsExtensionMethod)
        {
            var own = SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, method.ContainingType)
                || method.ContainingType.IsOrDerivesFrom(type.OriginalDefinition);
            return own && !StartsWithAny(name, SharedVerbs) ? ResultOwner.Caller : ResultOwner.Other;
        }

        // Fluent: what is returned is what it was called on.
        var receiver = method.IsExtensionMethod ? method.Parameters[0].Type : method.ContainingType;
        if (receiver is ITypeParameterSymbol || SymbolEqualityComparer.Default.Equals(receiver, method.ReturnType))
            return method.IsExtensionMethod ? ResultOwner.Arguments : ResultOwner.Receiver;
        return ResultOwner.Other;
    }

    private Transfer OfReceiver(IMethodSymbol method, string name)
    {
        if (method.IsStatic)
            return Transfer.Borrows;
        if (IsReleaseName(name))
            return Transfer.Releases;
        return name.StartsWith("Detach", StringComparison.Ordinal) || name is "SetHandleAsInvalid" ? Transfer.TakesOver : Transfer.Borrows;
    }

    private static Transfer OfParameter(IMethodSymbol method, string name, IParameterSymbol parameter)
    {
        var isReceiver = method.IsExtensionMethod && parameter.Ordinal == 0;
        if (isReceiver)
            return name.StartsWith("Add", StringComparison.Ordinal) || name.StartsWith("Register", StringComparison.Ordinal) ? Transfer.TakesOver : Transfer.Borrows;
        if (StartsWithAny(name, ConsumingVerbs) && parameter.Type is not (ITypeParameterSymbol or { SpecialType: SpecialType.System_Object }))
            return Transfer.Borrows;
        // The BCL keeps what it cannot know the type of, in collections, results and state; what it names the type of it works on.
        if (!method.HasSource() && method.RootNamespace() == "System"
            && parameter.Type is not (ITypeParameterSymbol or { SpecialType: SpecialType.System_Object } or { Name: "IDisposable" or "IAsyncDisposable" })
            && !StartsWithAny(name, KeepingVerbs))
            return Transfer.Borrows;
        return Transfer.TakesOver;
    }

    private static bool StartsWithAny(string name, string[] verbs)
    {
        foreach (var verb in verbs)
        {
            if (StartsWithVerb(name, verb))
                return true;
        }

        return false;
    }

    private static bool StartsWithVerb(string name, string verb) =>
        name.StartsWith(verb, StringComparison.Ordinal) && (name.Length == verb.Length || !char.IsLower(name[verb.Length]));
}
