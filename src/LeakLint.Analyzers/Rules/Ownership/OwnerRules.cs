using System;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Rules.Ownership;

/// <summary>Gathers what each type does with the resources in its fields, and asks the rules about types that own.</summary>
internal static class OwnerRules
{
    public static void Start(SymbolStartAnalysisContext context, OwnershipContext ownership)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (TypeLifetime.FindHolders(type, ownership) is not { } holders)
            return;
        var bodies = new TypeBodies();
        context.RegisterOperationBlockAction(block => bodies.Add(block.OwningSymbol, block.OperationBlocks));
        context.RegisterSymbolEndAction(end =>
        {
            if (TypeLifetime.TryCreate(type, holders, bodies, ownership) is { } lifetime)
                Report(lifetime, end.ReportDiagnostic, ownership);
        });
    }

    private static void Report(TypeLifetime lifetime, Action<Diagnostic> report, OwnershipContext ownership)
    {
        foreach (var field in lifetime.Fields)
        {
            var finding = new FieldFinding(field, lifetime, ownership);
            OwnerNotDisposable.Check(finding, report);
            OwnedFieldNotReleased.Check(finding, report);
            ProcessOutlivesOwner.Check(finding, report);
        }
    }
}
