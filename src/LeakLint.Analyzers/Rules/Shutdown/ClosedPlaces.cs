using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>What a service closes when it is told to stop: who waits for such a thing is waiting no longer.</summary>
internal sealed class ClosedPlaces
{
    /// <summary>What is closed goes through a parameter or a local at most so many times before it is waited for.</summary>
    private const int MaxSteps = 3;

    private readonly HashSet<ISymbol> _roots;

    /// <param name="closing">The bodies that run when the service is told to stop.</param>
    /// <param name="all">All bodies of the service.</param>
    public ClosedPlaces(IEnumerable<Body> closing, IReadOnlyList<Body> all)
    {
        _roots = new(closing.SelectMany(body => body.Root.Descendants()).OfType<IInvocationOperation>().Where(IsClosing).Select(call => RootOf(call.Instance)).OfType<ISymbol>().Where(OutlivesCall), SymbolEqualityComparer.Default);
        if (_roots.Count > 0)
            Follow(all);
    }

    /// <summary>Whether the operation refers to something that is closed.</summary>
    public bool Contains(IOperation operation) => Place(operation) is { } place && _roots.Contains(place);

    /// <summary>Whether a chain of members starts from something that is closed.</summary>
    public bool IsRootOf(IOperation? receiver) => RootOf(receiver) is { } root && _roots.Contains(root);

    /// <summary>The same thing by its other names: a parameter that it is passed as, a local that it was, or is kept in.</summary>
    private void Follow(IReadOnlyList<Body> bodies)
    {
        var names = bodies.SelectMany(body => body.Root.Descendants()).SelectMany(NamesGiven).ToList();
        for (var step = 0; step < MaxSteps; step++)
        {
            var known = _roots.Count;
            foreach (var (name, of) in names)
            {
                if (_roots.Contains(of))
                    _roots.Add(name);
            }

            if (_roots.Count == known)
                break;
        }
    }

    private static IEnumerable<(ISymbol Name, ISymbol Of)> NamesGiven(IOperation operation)
    {
        switch (operation)
        {
            case IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } } parameter, Value: var value }
                when parameter.ContainingSymbol.HasSource() && Place(value.Unwrapped()) is { } given:
                yield return (parameter.OriginalDefinition, given);
                break;
            case IVariableDeclaratorOperation { Symbol: var local, Initializer.Value: var value } when Place(value.Unwrapped()) is { } named:
                yield return (local, named);
                break;
            case ISimpleAssignmentOperation { Target: var target, Value: var value } when Place(target) is { } kept && Place(value.Unwrapped()) is { } stored:
                yield return (kept, stored);
                yield return (stored, kept);
                break;
        }
    }

    private static ISymbol? Place(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: var field } => field,
        IPropertyReferenceOperation { Property: var property } => property,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        ILocalReferenceOperation { Local: var local } => local,
        _ => null,
    };

    /// <summary>What a call closes of its own ends nothing but that call.</summary>
    private static bool OutlivesCall(ISymbol place) => place is not (ILocalSymbol or IParameterSymbol { ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.Constructor } });

    private static bool IsClosing(IInvocationOperation call) => call.TargetMethod.Name
        is "Dispose" or "DisposeAsync" or "Close" or "CloseAsync" or "Stop" or "StopAsync" or "Shutdown" or "ShutdownAsync" or "Cancel" or "CancelAsync" or "Abort" or "Kill"
        or "Complete" or "TryComplete" or "CompleteAdding" or "TrySetCanceled" or "Disconnect" or "DisconnectAsync";

    /// <summary>The variable that a chain of members starts from.</summary>
    private static ISymbol? RootOf(IOperation? receiver) => receiver?.Unwrapped() switch
    {
        IPropertyReferenceOperation { Instance: { } and not IInstanceReferenceOperation and var instance } => RootOf(instance),
        IInvocationOperation { Instance: { } instance } => RootOf(instance),
        IConditionalAccessInstanceOperation access => RootOf(Conditional(access)?.Operation),
        { } variable => Place(variable),
        _ => null,
    };

    private static IConditionalAccessOperation? Conditional(IOperation instance)
    {
        for (var outer = instance.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IConditionalAccessOperation access)
                return access;
        }

        return null;
    }
}
