using System;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Timers;

/// <summary>A type starts a timer in its Start, and its Stop leaves the timer running.</summary>
internal static class TimerSurvivesStop
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.TimerSurvivesStop,
        title: "Timer survives the stop",
        messageFormat: "'{1}' starts '{0}' and '{2}' leaves it running: {3}",
        category: RuleFamily.Timers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A type starts a timer in StartAsync or Start, and its StopAsync or Stop leaves it running: what was stopped goes on working.");

    /// <summary>Whether the timer is one of this rule, which then tells of it.</summary>
    public static bool Check(TimerFinding finding, Action<Diagnostic> report)
    {
        if (!finding.Field.IsOwned || !finding.Timer.Ticks || finding.Timer.Pairs is not { Count: > 0 } pairs)
            return false;
        var (start, stop) = pairs[0];
        if (finding.Timer.IsTouchedBy(stop))
            return false;
        var isLost = finding.IsLost;
        if (!isLost && !IsForgottenUntilDispose(finding, start, stop))
            return false;
        report(finding.CreateDiagnostic(
            Rule,
            [stop],
            ReleaseFor(finding, start),
            start.SimpleName(),
            stop.SimpleName(),
            isLost ? finding.Harm : "it ticks on until the '" + finding.Field.Owner.Type.Name + "' is disposed, and each start adds another"));
        return true;
    }

    /// <summary>What the start only starts, and does not make, can be started again; null for a release as usual.</summary>
    private static string? ReleaseFor(TimerFinding finding, IMethodSymbol start) => finding.Timer.Kind switch
    {
        TimerKind.Window => Releases.Stop,
        _ when finding.Timer.IsMadeBy(start) => null,
        TimerKind.Component => Releases.Stop,
        TimerKind.Callback => Releases.ChangeToNever,
        _ => null,
    };

    /// <summary>Whether a stop should have stopped what each start makes anew; a host disposes its services soon after it stopped them.</summary>
    private static bool IsForgottenUntilDispose(TimerFinding finding, IMethodSymbol start, IMethodSymbol stop) =>
        !finding.Field.IsHostedService && finding.Timer.IsMadeBy(start) && !finding.Field.Owner.Bodies
            .Where(body => SymbolEqualityComparer.Default.Equals(body.Member, stop)).SelectMany(body => body.Root.DescendantsAndSelf()).Any(MayTell);

    /// <summary>Whether the operation may tell the timer's callback that there is nothing more to do: sets a flag, cancels something.</summary>
    private static bool MayTell(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: IMemberReferenceOperation } => true,
        IInvocationOperation { Instance: { } instance } => instance.Type?.Name.EndsWith("Logger", StringComparison.Ordinal) != true,
        _ => false,
    };
}
