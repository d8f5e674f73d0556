using System;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Rules.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Timers;

/// <summary>A type keeps a timer in a field, and no member of it stops the timer.</summary>
internal static class TimerNeverStopped
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.TimerNeverStopped,
        title: "Timer is never stopped",
        messageFormat: "'{0}' is never stopped, {1}: {2}",
        category: RuleFamily.Timers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A type keeps a timer in a field, and no member of it disposes or stops the timer: it ticks on, and keeps the object in memory, when nobody needs the object any more.");

    public static void Check(TimerFinding finding, Registrations registrations, Action<Diagnostic> report)
    {
        var field = finding.Field;
        // A window that is there for as long as the program may well let its timers tick.
        if (finding.Timer.Kind == TimerKind.Window && !WindowOwner.ComesAndGoes(field))
            return;
        if (!field.HasReleaseMember)
        {
            // What others can reach they may stop, and what lives as long as the process has nobody to stop it for.
            if (finding.IsLost && !field.Field.IsExposed && !field.Owner.IsProcessLong && !registrations.AreMadeOnce(field.Owner.Type))
            {
                report(Diagnostic.Create(
                    Rule, field.Location, [], PlanFor(finding), field.Field.Symbol.Name, "'" + field.Owner.Type.Name + "' has no member that could", finding.Harm));
            }
        }
        else if (finding.IsLost)
        {
            var targets = field.Targets;
            report(finding.CreateDiagnostic(Rule, targets, finding.Timer.Kind == TimerKind.Window ? Releases.Stop : null, "'" + (targets.FirstOrDefault()?.SimpleName() ?? field.ReleaseMemberName) + "' leaves it out", finding.Harm));
        }
        else if (field.IsOwned && finding.Timer.IsForgottenBesideOther)
        {
            report(finding.CreateDiagnostic(
                Rule, DiagnosticSeverity.Info, field.Targets, null, "'" + (field.Targets.FirstOrDefault()?.SimpleName() ?? field.ReleaseMemberName) + "' stops another timer and leaves it out", "it may fire once more and keeps the '" + field.Owner.Type.Name + "' in memory until then"));
        }
        else if (field.IsOwned && new TwoReleases(field.Owner, field.Context).FindForgetting(field.Field) is { } forgetting)
        {
            report(finding.CreateDiagnostic(Rule, [forgetting], null, "where '" + forgetting.SimpleName() + "' is called", finding.Harm));
        }
    }

    // A view is taken away by its framework, which does not dispose it.
    private static ImmutableDictionary<string, string?>? PlanFor(TimerFinding finding) =>
        finding.Timer.Kind != TimerKind.Window ? FieldRepairPlan.ForOwner(finding.Field, [])
        : WindowOwner.IsView(finding.Field.Owner.Type) ? null
        : FieldRepairPlan.ForOwner(finding.Field, []).SetItem(FixHints.Release, Releases.Stop).Remove(FixHints.MakeAsync);
}
