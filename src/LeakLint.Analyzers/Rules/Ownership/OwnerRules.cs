using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Rules.Ownership;

/// <summary>Gathers what each type does with the resources in its fields, and asks the rules about types that own.</summary>
/// <remarks>One for each compilation; it holds the bodies of a type only until all of them, and those of nested types, were seen.</remarks>
internal sealed class OwnerRules(OwnershipContexts contexts)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, TypeBodies> _bodies = new(SymbolEqualityComparer.Default);

    public void Start(SymbolStartAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.HasSource())
            return;
        var ownership = contexts.For(type);
        var interested = new List<TypeBodies>();
        // A nested type may release what the types around it hold.
        for (var owner = type; owner is not null; owner = owner.ContainingType)
        {
            if (Holders.TryFind(owner, ownership) is not null)
                interested.Add(_bodies.GetOrAdd(owner, _ => new TypeBodies()));
        }

        if (type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) })
            context.RegisterOperationBlockAction(CheckBase);
        if (interested.Count == 0)
            return;
        context.RegisterOperationBlockAction(block =>
        {
            foreach (var bodies in interested)
                bodies.Add(block.OwningSymbol, block.OperationBlocks);
        });
        context.RegisterSymbolEndAction(end =>
        {
            if (Holders.TryFind(type, ownership) is { } holders && _bodies.TryRemove(type, out var bodies)
                && TypeLifetime.TryCreate(type, holders, bodies, ownership) is { } lifetime)
                Report(lifetime, end, ownership);
        });
    }

    private static void CheckBase(OperationBlockAnalysisContext context)
    {
        if (BaseRelease.TryFind(context.OwningSymbol, context.OperationBlocks) is { } release)
            OwnedFieldNotReleased.Check(release, context.Reporter());
    }

    private static void Report(TypeLifetime lifetime, SymbolAnalysisContext end, OwnershipContext ownership)
    {
        foreach (var field in lifetime.Fields)
        {
            var finding = new FieldFinding(field, lifetime, ownership);
            var report = end.Reporter(field.Symbol);
            OwnerNotDisposable.Check(finding, report);
            OwnedFieldNotReleased.Check(finding, report);
            ProcessOutlivesOwner.Check(finding, report);
        }

        foreach (var collection in lifetime.Collections)
        {
            var finding = new CollectionFinding(collection, lifetime, ownership);
            var report = end.Reporter(collection.Symbol);
            RemovedValueNotReleased.Check(finding, report);
            OwningCollectionNotReleased.Check(finding, report);
        }
    }
}
