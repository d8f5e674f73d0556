using System;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Options;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Tasks;

/// <summary>Work that can fail is started, and its task dropped.</summary>
internal static class UnobservedTask
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.UnobservedTask,
        title: "Task is dropped",
        messageFormat: "Nobody observes the task that '{0}' starts: if the work fails it is lost without a trace",
        category: RuleFamily.Tasks,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Work that can fail is started and its task dropped: no failure is seen, and nobody waits for the work before what it uses goes away.");

    // To await what is started side by side would do one after the other.
    private static readonly ImmutableDictionary<string, string?> _track = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.TrackTask);

    private static readonly ImmutableDictionary<string, string?> _await = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.AwaitTask);

    /// <summary>Whether the task that the call gives is dropped by "_ =".</summary>
    public static bool IsDiscarded(IInvocationOperation start, KnownTypes types) =>
        start.Parent is ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } && types.IsTask(start.Type);

    public static void Check(StartedWork work, ISymbol member, Action<Diagnostic> report)
    {
        if (!IsDropped(work, member))
            return;
        var hints = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, MayRunForLong(work.Function!) ? Repairs.TrackTask : Repairs.ObserveTask);
        var severity = IsForView(member, work.Function!) ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
        report(Diagnostic.Create(Rule, work.Start.Syntax.GetLocation(), severity, [], hints, work.Name));
    }

    /// <summary>A call whose task is dropped.</summary>
    public static void Check(IInvocationOperation call, ISymbol member, KnownTypes types, Action<Diagnostic> report)
    {
        if (!types.IsTask(call.Type) || !DroppedCall.IsDropped(call) || IsMeant(call.Syntax) || DroppedCall.IsHeld(call.TargetMethod) || DroppedCall.IsObserved(call, types))
            return;
        // Unwrapping says nothing of the work, what it unwraps does.
        var started = DroppedCall.FindUnwrapped(call, types);
        var function = started is null ? StartedWork.FindDeclaration(call) : started.Function;
        if (function is null ? DroppedCall.IsHarmless(call) : FunctionSyntax.HandlesFailures(function) || DroppedCall.IsDoneAtOnce(function))
            return;
        if (EnclosingFunction.IsAsync(call, member) && !DroppedCall.IsHiddenFromCompiler(call))
        {
            // The compiler warns of it (CS4014) in the tone of a question; where it is switched off nobody would say a word.
            report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), DiagnosticSeverity.Info, [], _await, started?.Name ?? DroppedCall.NameOf(call)));
            return;
        }

        var runsLong = function is null ? DroppedCall.MayServe(call.TargetMethod) : MayRunForLong(function);
        // Who waits for a continuation does not see the failure of what it continues.
        var hints = call.TargetMethod.Name == "ContinueWith" ? null : ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, runsLong ? Repairs.TrackTask : Repairs.ObserveTask);
        // What others implement, or another function does in the end, may see to its failures: that is worth a word, no more.
        var isKnown = function is null ? DroppedCall.IsOfFramework(call.TargetMethod) : DroppedCall.IsAsync(function);
        var severity = isKnown && !IsForView(member, function) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info;
        report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), severity, [], hints, started?.Name ?? DroppedCall.NameOf(call)));
    }

    /// <summary>Whether the work brings a view up to date: when it fails the view stays as it was, and the user sees that.</summary>
    private static bool IsForView(ISymbol member, SyntaxNode? function) =>
        UserInterface.Includes(member.ContainingType) || (function is not null && UserInterface.IsUpdatedBy(function));

    /// <summary>Whether the work can fail, and its task is dropped without a word.</summary>
    public static bool IsDropped(StartedWork work, ISymbol member)
    {
        // A task that is discarded by "_ =" was dropped on purpose: that is an option; in an async function the compiler warns.
        if (work.Start is not IInvocationOperation { Parent: IExpressionStatementOperation, TargetMethod.ReturnsVoid: false } start
            || start.Type is not { Name: "Task" } || work.Function is null || EnclosingFunction.IsAsync(start, member))
            return false;
        // The task says nothing of an async void: LEAK5003 speaks of its failures.
        if (DroppedCall.IsAsyncVoid(work.Function))
            return false;
        return !FunctionSyntax.HandlesFailures(work.Function) && !IsMeant(start.Syntax);
    }

    /// <summary>Reports a task that is dropped by "_ =": where the options ask for all, or where each can plainly fail, and the running program starts one after the other or the work itself says what is wrong.</summary>
    /// <param name="start">What starts the task.</param>
    /// <param name="member">The member that it is in.</param>
    /// <param name="isTold">Whether another rule speaks of this task.</param>
    /// <param name="options">The options of the file.</param>
    /// <param name="report">Takes the report.</param>
    public static void CheckDiscard(IInvocationOperation start, ISymbol member, bool isTold, AnalyzerOptions options, Action<Diagnostic> report)
    {
        var work = StartedWork.FindWork(start);
        if (!new OptionReader(options.AnalyzerConfigOptionsProvider.GetOptions(start.Syntax.SyntaxTree)).Is(OptionKeys.ReportEveryDiscard, "true"))
        {
            if (!isTold && work.Function is not null && PlainFailures.AreIn(work.Function) && (PlainFailures.IsRepeated(start, member) || PlainFailures.ThrowsItself(work.Function)) && !FunctionSyntax.HandlesFailures(work.Function) && !IsForView(member, work.Function))
                report(Diagnostic.Create(Rule, start.Syntax.GetLocation(), DiagnosticSeverity.Info, [], _track, work.Name));
            return;
        }

        if (work.Function is null || !FunctionSyntax.HandlesFailures(work.Function))
            report(Diagnostic.Create(Rule, start.Syntax.GetLocation(), work.Name));
    }

    /// <summary>Whether who awaited the work could wait for a loop that serves for as long as the program runs, or for a time that was meant for the work alone.</summary>
    private static bool MayRunForLong(SyntaxNode function) =>
        FunctionSyntax.FindBody(function) is not { } body || FunctionSyntax.NodesRunWith(body).Any(node => node
            is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax { Condition: null } or CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 }
            or IdentifierNameSyntax { Identifier.ValueText: "GetConsumingEnumerable" or "ReadAllAsync" }
            or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Task" or "Thread" }, Name.Identifier.ValueText: "Delay" or "Sleep" });

    /// <summary>Whether a pragma says, to the compiler, that the task is dropped on purpose.</summary>
    private static bool IsMeant(SyntaxNode start) => Pragmas.Silence(start, "4014", "CS4014");
}
