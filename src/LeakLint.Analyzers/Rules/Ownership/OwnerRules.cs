using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Rules.Ownership;

/// <summary>Gathers what each type does with the resources in its fields, and asks the rules about types that own.</summary>
/// <remarks>One for each compilation; it holds the bodies of a type only until all of them, and those of nested types, were seen.</remarks>
internal sealed class OwnerRules(OwnershipContext ownership)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, Owner?> _owners = new(SymbolEqualityComparer.Default);

    /// <summary>A type with fields that may own resources.</summary>
    private sealed record Owner(Holders Holders, TypeBodies Bodies);

    public void Start(SymbolStartAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) })
            context.RegisterOperationBlockAction(CheckBase);
        List<TypeBodies>? interested = null;
        // A nested type may release what the types around it hold.
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (FindOwner(outer) is { } around)
                (interested ??= []).Add(around.Bodies);
        }

        if (interested is null)
            return;
        context.RegisterOperationBlockAction(block =>
        {
            foreach (var bodies in interested)
                bodies.Add(block.OwningSymbol, block.OperationBlocks);
        });
        context.RegisterSymbolEndAction(end =>
        {
            if (_owners.TryRemove(type, out var owner) && owner is not null
                && TypeLifetime.TryCreate(type, owner.Holders, owner.Bodies, ownership, IsWorthALook) is { } lifetime)
                Report(lifetime, end.ReportDiagnostic);
        });
    }

    private Owner? FindOwner(INamedTypeSymbol type) =>
        _owners.TryGetValue(type, out var known) ? known : _owners.GetOrAdd(type, Holders.TryFind(type, ownership) is { } holders ? new Owner(holders, new()) : null);

    /// <summary>Whether there is anything to report if no callee does anything with what it is given.</summary>
    private bool IsWorthALook(TypeLifetime lifetime)
    {
        foreach (var field in lifetime.Fields)
        {
            if (new FieldFinding(field, lifetime, ownership).IsWorthALook)
                return true;
        }

        foreach (var collection in lifetime.Collections)
        {
            if (collection is { IsOwned: true, Escapes: false })
                return true;
        }

        return false;
    }

    private static void CheckBase(OperationBlockAnalysisContext context)
    {
        if (BaseRelease.TryFind(context.OwningSymbol, context.OperationBlocks) is { } release)
            OwnedFieldNotReleased.Check(release, context.ReportDiagnostic);
    }

    private void Report(TypeLifetime lifetime, Action<Diagnostic> report)
    {
        foreach (var field in lifetime.Fields)
        {
            var finding = new FieldFinding(field, lifetime, ownership);
            OwnerNotDisposable.Check(finding, report);
            OwnedFieldNotReleased.Check(finding, report);
            ProcessOutlivesOwner.Check(finding, report);
        }

        foreach (var collection in lifetime.Collections)
        {
            var finding = new CollectionFinding(collection, lifetime, ownership);
            RemovedValueNotReleased.Check(finding, report);
            OwningCollectionNotReleased.Check(finding, report);
        }
    }
}
