using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Options;
using LeakLint.Ownership;
using LeakLint.Rules.Ownership;
using LeakLint.Rules.Shutdown;
using LeakLint.Rules.Timers;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Rules;

/// <summary>Gathers what each type does with the resources in its fields, and asks the rules about types that own.</summary>
/// <remarks>One for each compilation; it holds the bodies of a type only until all of them, and those of nested types, were seen.</remarks>
internal sealed class OwnerRules(OwnershipContexts contexts, Compilation compilation)
{
    private static readonly string[] Rules =
    [
        RuleIds.OwnerNotDisposable, RuleIds.OwnedFieldNotReleased, RuleIds.RemovedValueNotReleased, RuleIds.OwningCollectionNotReleased,
        RuleIds.TimerNeverStopped, RuleIds.TimerSurvivesStop, RuleIds.StopLeavesResource,
    ];

    // A project that switches all of these off pays for none of them; LEAK1009 asks for processes alone. LEAK1004 asks types that are looked at anyway.
    private readonly bool _onlyProcesses = SwitchedOff.All(compilation, Rules);

    private readonly Registrations _registrations = new(compilation);

    private readonly ConcurrentDictionary<INamedTypeSymbol, Owner?> _owners = new(SymbolEqualityComparer.Default);

    /// <summary>A type with fields that may own resources.</summary>
    private sealed record Owner(Holders Holders, TypeBodies Bodies);

    public void Start(SymbolStartAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!_onlyProcesses && type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) })
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
            var ownership = contexts.For(type);
            if (_owners.TryRemove(type, out var owner) && owner is not null
                && TypeLifetime.TryCreate(type, owner.Holders, owner.Bodies, ownership, lifetime => IsWorthALook(lifetime, ownership)) is { } lifetime)
                Report(lifetime, end, ownership);
        });
    }

    private Owner? FindOwner(INamedTypeSymbol type) =>
        _owners.TryGetValue(type, out var known) ? known : _owners.GetOrAdd(type, MayHold(type) && Holders.TryFind(type, contexts, _onlyProcesses) is { } holders ? new Owner(holders, new()) : null);

    private bool MayHold(INamedTypeSymbol type) => !_onlyProcesses || type.DeclaringSyntaxReferences.Any(declared => declared.GetSyntax().Mentions("Process"));

    /// <summary>Whether there is anything to report if no callee does anything with what it is given.</summary>
    private static bool IsWorthALook(TypeLifetime lifetime, OwnershipContext ownership)
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
        {
            if (release.Override.Name == "StopAsync")
                StopLeavesResource.Check(release, context.Reporter());
            else
                OwnedFieldNotReleased.Check(release, context.Reporter());
        }
    }

    private void CheckTimer(TimerFinding finding, Action<Diagnostic> report)
    {
        if (!TimerSurvivesStop.Check(finding, report))
            TimerNeverStopped.Check(finding, _registrations, report);
    }

    private static void CheckField(FieldFinding finding, Action<Diagnostic> report)
    {
        if (!StopLeavesResource.Check(finding, report))
        {
            OwnerNotDisposable.Check(finding, report);
            OwnedFieldNotReleased.Check(finding, report);
        }

        ResourceOverwritten.Check(finding, report);
        ProcessOutlivesOwner.Check(finding, report);
    }

    private void Report(TypeLifetime lifetime, SymbolAnalysisContext end, OwnershipContext ownership)
    {
        foreach (var field in lifetime.Fields)
        {
            var finding = new FieldFinding(field, lifetime, ownership);
            var report = end.Reporter(field.Symbol);
            if (TimerLifetime.TryCreate(field, lifetime) is { } timer)
                CheckTimer(new(finding, timer), report);
            else
                CheckField(finding, report);
        }

        foreach (var collection in lifetime.Collections)
        {
            var finding = new CollectionFinding(collection, lifetime, ownership);
            var report = end.Reporter(collection.Symbol);
            RemovedValueNotReleased.Check(finding, report);
            OwningCollectionNotReleased.Check(finding, report);
            OwnerNotDisposable.Check(finding, report);
        }
    }
}
