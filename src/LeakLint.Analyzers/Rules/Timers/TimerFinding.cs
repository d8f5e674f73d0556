using System.Collections.Generic;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Rules.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Timers;

/// <summary>A timer in a field as the rules see it.</summary>
internal sealed class TimerFinding(FieldFinding field, TimerLifetime timer)
{
    public FieldFinding Field { get; } = field;

    public TimerLifetime Timer { get; } = timer;

    /// <summary>Whether the type made the timer for itself, it goes on ticking, and neither the type nor its users stop it.</summary>
    public bool IsLost => Field.IsOwned && Timer.Ticks && !Timer.IsStopped;

    /// <summary>What goes on when nobody stops it.</summary>
    public string Harm => Timer.Kind == TimerKind.Loop
        ? "who waits for its next tick goes on waiting"
        : "it goes on ticking and keeps the '" + Field.Owner.Type.Name + "' in memory";

    public Diagnostic CreateDiagnostic(DiagnosticDescriptor rule, IReadOnlyList<IMethodSymbol> targets, string? release, params object[] arguments) =>
        CreateDiagnostic(rule, rule.DefaultSeverity, targets, release, arguments);

    public Diagnostic CreateDiagnostic(DiagnosticDescriptor rule, DiagnosticSeverity severity, IReadOnlyList<IMethodSymbol> targets, string? release, params object[] arguments)
    {
        var plan = FieldRepairPlan.ForField(Field, targets);
        return Diagnostic.Create(
            rule,
            Field.Location,
            severity,
            [.. targets.Select(target => target.Locations[0]), .. Field.SiblingReleases],
            release is null || plan.IsEmpty ? plan : plan.SetItem(FixHints.Release, release),
            [Field.Field.Symbol.Name, .. arguments]);
    }
}
