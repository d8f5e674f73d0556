using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>
/// Parts: objects that a resource gave out and that need it to stay open, as a stream of a response or a service of a scope. Who
/// returns or stores a part needs the resource open, so the resource is out of this body's hands.
/// </content>
internal sealed partial class OwnershipAnalysis
{
    private readonly Dictionary<ISymbol, ulong> _parts = new(SymbolEqualityComparer.Default);

    private void NotePart(ISymbol symbol, IOperation? value, World world)
    {
        if (value is null || world.Owed == 0 || PartOf(value, world) is not (not 0 and var whole))
            return;
        _parts.TryGetValue(symbol, out var known);
        _parts[symbol] = known | whole;
    }

    /// <summary>The sites whose resource the value is a part of.</summary>
    private ulong PartOf(IOperation? value, World world)
    {
        if (value is null || _sites.Count == 0)
            return 0;
        value = value.Unwrapped();
        switch (value)
        {
            case ILocalReferenceOperation local:
                return _parts.TryGetValue(local.Local, out var whole) ? whole : 0;
            case IAwaitOperation { Operation: var awaited }:
                return awaited.Unwrapped() is IInvocationOperation call && GivesPart(ConfiguredCall(call).TargetMethod) ? PartOf(awaited, world) : 0;
            case IPropertyReferenceOperation { Instance: { } instance } property when MayHold(property.Type) && property.Type is not IArrayTypeSymbol && !IsPair(instance.Type):
                return MaskOf(instance, world) | PartOf(instance, world);
            case IInvocationOperation invocation:
                return PartOfCall(ConfiguredCall(invocation), world);
            case IObjectCreationOperation creation:
                ulong all = 0;
                foreach (var argument in creation.Arguments)
                    all |= PartOf(argument.Value, world);
                return all;
            default:
                return 0;
        }
    }

    private static IInvocationOperation ConfiguredCall(IInvocationOperation call) =>
        call is { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } && configured.Unwrapped() is IInvocationOperation inner ? inner : call;

    private ulong PartOfCall(IInvocationOperation invocation, World world)
    {
        var method = invocation.TargetMethod;
        if (!MayHold(method.ReturnType) || method.ReturnType is IArrayTypeSymbol)
            return 0;
        var receiver = invocation.Instance ?? (method.IsExtensionMethod && invocation.Arguments.Length > 0 ? invocation.Arguments[0].Value : null);
        if (receiver is null)
            return 0;
        var whole = PartOf(receiver, world);
        if ((invocation.Instance is not null && GivesPart(method)) || GivesNext(method, receiver))
            whole |= MaskOf(receiver, world);
        return whole;
    }

    /// <summary>Whether the method puts something of the same kind before or behind the object: a stage of a pipeline, which passes on what it gets.</summary>
    private bool GivesNext(IMethodSymbol method, IOperation receiver) =>
        method.ReturnType is INamedTypeSymbol { TypeKind: TypeKind.Interface } next && next.SpecialType == SpecialType.None && IsResource(next)
        && receiver.Type is { } type && next is not { Name: "IDisposable" or "IAsyncDisposable" }
        && (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, next.OriginalDefinition)
            || type.AllInterfaces.Any(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, next.OriginalDefinition)));

    /// <summary>Whether what the method returns lives off the object: a stream of it, a channel on it, or a type of its own library.</summary>
    private bool GivesPart(IMethodSymbol method)
    {
        var type = _context.Types.Unwrap(method.ReturnType);
        if (type.IsSimple() || type is IArrayTypeSymbol)
            return false;
        return method.Name.StartsWith("ReadAsStream", System.StringComparison.Ordinal)
            || (!_context.Types.IsTask(method.ReturnType) && method.ContainingType is { } owner && owner.RootNamespace() == type.RootNamespace()
                && (owner.RootNamespace() != "System" || IsResource(type)));
    }
}
