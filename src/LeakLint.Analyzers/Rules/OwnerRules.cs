using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using LeakLint.Rules.Ownership;
using LeakLint.Rules.Shutdown;
using LeakLint.Rules.Timers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Rules;

/// <summary>Gathers what each type does with the resources in its fields, and asks the rules about types that own.</summary>
/// <remarks>One for each compilation; it holds the bodies of a type only until all of them, and those of nested types, were seen.</remarks>
internal sealed class OwnerRules(OwnershipContext ownership)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, TypeBodies> _bodies = new(SymbolEqualityComparer.Default);

    public void Start(SymbolStartAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
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
                Report(lifetime, end.ReportDiagnostic);
        });
    }

    private static void CheckBase(OperationBlockAnalysisContext context)
    {
        if (BaseRelease.TryFind(context.OwningSymbol, context.OperationBlocks) is { } release)
        {
            if (release.Override.Name == "StopAsync")
                StopLeavesResource.Check(release, context.ReportDiagnostic);
            else
                OwnedFieldNotReleased.Check(release, context.ReportDiagnostic);
        }
    }

    private static void CheckTimer(TimerFinding finding, Action<Diagnostic> report)
    {
        if (!TimerSurvivesStop.Check(finding, report))
            TimerNeverStopped.Check(finding, report);
    }

    private static void CheckField(FieldFinding finding, Action<Diagnostic> report)
    {
        if (!StopLeavesResource.Check(finding, report))
        {
            OwnerNotDisposable.Check(finding, report);
            OwnedFieldNotReleased.Check(finding, report);
        }

        ProcessOutlivesOwner.Check(finding, report);
    }

    private void Report(TypeLifetime lifetime, Action<Diagnostic> report)
    {
        foreach (var field in lifetime.Fields)
        {
            var finding = new FieldFinding(field, lifetime, ownership);
            if (TimerLifetime.TryCreate(field, lifetime) is { } timer)
                CheckTimer(new(finding, timer), report);
            else
                CheckField(finding, report);
        }

        foreach (var collection in lifetime.Collections)
        {
            var finding = new CollectionFinding(collection, lifetime, ownership);
            RemovedValueNotReleased.Check(finding, report);
            OwningCollectionNotReleased.Check(finding, report);
        }
    }
}
