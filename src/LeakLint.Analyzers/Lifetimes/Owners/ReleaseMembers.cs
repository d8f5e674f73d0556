using System.Collections.Generic;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>The members of a type whose callers are done with it, and what these members call in turn.</summary>
internal sealed class ReleaseMembers
{
    // Tear-downs of tests, and what the author says releases the object.
    private static readonly string[] Releasing =
    [
        "ReleasesAttribute", "HandlesResourceDisposalAttribute",
        "TearDownAttribute", "OneTimeTearDownAttribute", "TestCleanupAttribute", "ClassCleanupAttribute", "AssemblyCleanupAttribute", "AfterAttribute",
        "GlobalCleanupAttribute", "IterationCleanupAttribute",
    ];

    private readonly BodyIndex _index;
    private readonly HashSet<ISymbol> _reached = new(SymbolEqualityComparer.Default);

    public ReleaseMembers(INamedTypeSymbol type, BodyIndex index)
    {
        _index = index;
        foreach (var member in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (IsFormal(member))
                Formal.Add(member);
            else if (IsSoftName(member.SimpleName()) && !member.Parameters.Any(IsKey) && member.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation)
                Soft.Add(member);
        }

        foreach (var member in Formal.Concat(Soft))
            Reach(member, _reached);
    }

    /// <summary>The members that only release: Dispose and its kin, finalizers, the tear-down of a test, what an attribute names.</summary>
    public List<IMethodSymbol> Formal { get; } = [];

    /// <summary>The members that end something, by their names: Close, Stop, Shutdown.</summary>
    public List<IMethodSymbol> Soft { get; } = [];

    /// <summary>Whether the code of the member runs when a release member is called.</summary>
    public bool Reach(ISymbol member) => _reached.Contains(Declared(member));

    /// <summary>Whether the first member calls the second, at once or by way of others.</summary>
    public bool Calls(IMethodSymbol caller, ISymbol callee)
    {
        if (SymbolEqualityComparer.Default.Equals(caller, callee))
            return false;
        var reached = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        Reach(caller, reached);
        return reached.Contains(Declared(callee));
    }

    /// <summary>Whether a call of the first member runs the second: it is that one, or calls it.</summary>
    public bool Runs(IMethodSymbol caller, ISymbol callee) => SymbolEqualityComparer.Default.Equals(caller, callee) || Calls(caller, callee);

    /// <summary>Whether the member, or one that it calls, goes on to a member of a base type.</summary>
    public bool CallsBase(IMethodSymbol member)
    {
        var reached = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        Reach(member, reached);
        return reached.SelectMany(_index.CallsFrom).Any(called =>
            !SymbolEqualityComparer.Default.Equals(called.ContainingType, member.ContainingType) && member.ContainingType.IsOrDerivesFrom(called.ContainingType?.OriginalDefinition));
    }

    /// <summary>Whether a method of this kind releases its object for good.</summary>
    public static bool IsFormal(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Destructor
        || (method.SimpleName() is "Dispose" or "DisposeAsync" or "DisposeCore" or "DisposeAsyncCore" && !method.IsStatic)
        || Releasing.Any(method.HasAttribute);

    // CloseAsync(string name) closes one of many.
    private static bool IsKey(IParameterSymbol parameter) =>
        parameter.Type.SpecialType is SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Int64 || parameter.Type.Name is "Guid";

    private static bool IsSoftName(string name) => name
        is "Close" or "CloseAsync" or "Stop" or "StopAsync" or "Shutdown" or "ShutdownAsync" or "ShutDown" or "Disconnect" or "DisconnectAsync" or "OnStopping"
        or "OnClosed" or "OnClosing" or "OnExit" or "TearDown" or "Cleanup" or "CleanupAsync" or "CleanUp" or "CleanUpAsync" or "Terminate" or "Destroy";

    private static ISymbol Declared(ISymbol member) => ((member as IMethodSymbol)?.AssociatedSymbol ?? member).OriginalDefinition;

    private void Reach(ISymbol member, HashSet<ISymbol> reached)
    {
        if (!reached.Add(Declared(member)))
            return;
        foreach (var called in Bodies(member).SelectMany(_index.CallsFrom))
        {
            if (_index.Knows(called) || Bodies(called).Any(_index.Knows))
                Reach(called, reached);
        }
    }

    /// <summary>The symbols that the compiler gives bodies to: the method itself, the accessors of a property.</summary>
    private static IEnumerable<ISymbol> Bodies(ISymbol member) => member switch
    {
        IPropertySymbol property => new ISymbol?[] { property.GetMethod, property.SetMethod }.OfType<ISymbol>(),
        IMethodSymbol { PartialImplementationPart: { } implementation } => [implementation],
        _ => [member],
    };
}
