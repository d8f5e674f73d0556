using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using LeakLint.Options;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>
/// Tells what a method does to ownership without looking into it. First match wins: attributes on the method, the file of the user, the
/// table of well-known methods, then what names and types suggest.
/// </summary>
internal sealed class Contracts(KnownTypes types, ResourceCatalog catalog, UnknownCalls unknown, Annotations? annotations, OwnershipFile? file)
{
    /// <summary>The names under which a method ends its object.</summary>
    public static readonly ImmutableArray<string> ReleaseNames = ["Dispose", "DisposeAsync", "Close", "CloseAsync"];

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

    /// <summary>Whether a table or an attribute says what the method does, so that its body need not be asked.</summary>
    public bool IsSettled(IMethodSymbol method) => FromTable(method) is not null || annotations?.SaysAnything(method) == true;

    /// <summary>What a user says that the method, or constructor, does with the argument; null when nothing is said.</summary>
    public Transfer? StatedTransfer(IMethodSymbol method, IParameterSymbol parameter) =>
        annotations?.OfParameter(parameter.OriginalDefinition) ?? (file is null ? null : FromFile(method.OriginalDefinition)?.ArgumentAt(parameter.Ordinal));

    /// <summary>Whether calling this on a resource releases it.</summary>
    public static bool IsReleaseName(string name) =>
        name is "Dispose" or "DisposeAsync" or "Close" or "CloseAsync";

    /// <summary>Whether a function of this name makes something for its caller.</summary>
    public static bool IsFactoryName(string name) => StartsWithAny(name, FactoryVerbs);

    /// <summary>Whether the name suggests that a method keeps what it is given, or gives something back that does.</summary>
    public static bool MayKeep(string name) => StartsWithAny(name, KeepingVerbs) || StartsWithAny(name, FactoryVerbs) || StartsWithAny(name, SharedVerbs) || IsReleaseName(name);

    private Contract Find(IMethodSymbol method)
    {
        if (FromTable(method) is { } tabled)
            return method.IsExtensionMethod && tabled.Receiver != Transfer.Borrows ? OfExtension(method, tabled) : tabled;
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

    /// <summary>What an extension method is called on is its first argument.</summary>
    private static Contract OfExtension(IMethodSymbol method, Contract contract)
    {
        var arguments = new Transfer[method.Parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = i == 0 ? contract.Receiver : contract.Argument;
        return contract with { Arguments = arguments };
    }

    private Contract? FromTable(IMethodSymbol method) => (file is null ? null : FromFile(method)) ?? FindRow(method, FindRow);

    private Contract? FromFile(IMethodSymbol method) => FindRow(method, file!.Find);

    /// <summary>The row of the nearest type: the method's own, those of what it overrides, base types, interfaces.</summary>
    private static Contract? FindRow(IMethodSymbol method, Func<ITypeSymbol, IMethodSymbol, Contract?> find)
    {
        for (var overridden = method; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (overridden.ContainingType is { } type && find(type, method) is { } row)
                return row;
        }

        for (var type = method.ContainingType?.BaseType; type is not null; type = type.BaseType)
        {
            if (find(type, method) is { } row)
                return row;
        }

        if (method.ContainingType is { } containing)
        {
            foreach (var implemented in containing.AllInterfaces)
            {
                if (find(implemented, method) is { } row)
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

    private Contract WithAttributes(IMethodSymbol method, Contract contract)
    {
        if (annotations is null || !annotations.SaysAnything(method))
            return contract;
        if (annotations.OfResult(method) is { } owned)
            contract = contract with { Result = owned ? ResultOwner.Caller : ResultOwner.Other, Acquires = owned };
        if (annotations.OfReceiver(method) is { } receiver)
            contract = contract with { Receiver = receiver };
        var arguments = new Transfer[method.Parameters.Length];
        var fresh = contract.FreshOut;
        for (var i = 0; i < arguments.Length; i++)
        {
            var stated = annotations.OfParameter(method.Parameters[i]);
            arguments[i] = stated ?? contract.ArgumentAt(i);
            if (stated == Transfer.TakesOver && method.Parameters[i].RefKind == RefKind.Out)
                fresh |= 1ul << i;
        }

        return contract with { Arguments = arguments, FreshOut = fresh };
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
        // "tracer.Start(listener)" starts what it is called on, and gives that.
        if (name == "Start" && !method.IsStatic && SymbolEqualityComparer.Default.Equals(method.ContainingType, method.ReturnType))
            return ResultOwner.Receiver;
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
        if (IsReleaseName(name) || RegistrationHandles.IsEnd(method))
            return Transfer.Releases;
        return name.StartsWith("Detach", StringComparison.Ordinal) || name is "SetHandleAsInvalid" ? Transfer.TakesOver : Transfer.Borrows;
    }

    private Transfer OfParameter(IMethodSymbol method, string name, IParameterSymbol parameter)
    {
        var isReceiver = method.IsExtensionMethod && parameter.Ordinal == 0;
        if (isReceiver)
            return name.StartsWith("Add", StringComparison.Ordinal) || name.StartsWith("Register", StringComparison.Ordinal) ? Transfer.TakesOver : Transfer.Borrows;
        if (unknown == UnknownCalls.TakeOver)
            return Transfer.TakesOver;
        if (NativeCalls.OnlyUse(method, parameter))
            return Transfer.Borrows;
        // Tasks run on their scheduler; who made it ends it.
        if (parameter.Type.Name == "TaskScheduler" && !method.HasSource() && method.RootNamespace() == "System")
            return Transfer.Borrows;
        // What gives back the type that it takes may give a view of it.
        if (!SymbolEqualityComparer.Default.Equals(parameter.Type, types.Unwrap(method.ReturnType)) && StartsWithAny(name, ConsumingVerbs) && parameter.Type is not (ITypeParameterSymbol or { SpecialType: SpecialType.System_Object }))
            return Transfer.Borrows;
        // The BCL keeps what it cannot know the type of, in collections, results and state, and the state of an operation that it begins; what else it
        // names the type of it works on.
        if (!method.HasSource() && method.RootNamespace() == "System"
            && parameter.Type is not (ITypeParameterSymbol or { SpecialType: SpecialType.System_Object } or { Name: "IDisposable" or "IAsyncDisposable" or "SocketAsyncEventArgs" })
            && !StartsWithAny(name, KeepingVerbs))
            return Transfer.Borrows;
        return unknown == UnknownCalls.Borrow && method.MethodKind != MethodKind.Constructor && !StartsWithAny(name, KeepingVerbs) ? Transfer.Borrows : Transfer.TakesOver;
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
