using System;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Rules.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Timers;

/// <summary>A timer is created and nobody keeps it.</summary>
internal static class TimerDropped
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.TimerDropped,
        title: "Timer is dropped",
        messageFormat: "Nobody keeps the timer that '{0}' gives: {1}",
        category: RuleFamily.Timers,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A timer is created and not kept: the collector may stop it before it has ticked, or it ticks until the process ends and nothing can stop it.");

    /// <summary>Whether the acquisition is a timer that is dropped, so that this rule tells of it, or finds no harm in it.</summary>
    public static bool Check(SiteFinding finding, Action<Diagnostic> report)
    {
        if (TimerKinds.Of(finding.Site.Type) is var kind && kind == TimerKind.None || !finding.IsLost || finding.IsSettledSomewhere || finding.IsOverwritten)
            return false;
        if (!IsHarmless(finding, kind))
        {
            report(finding.CreateDiagnostic(
                Rule,
                finding.Site.Syntax.GetLocation(),
                finding.ExitAndReleases(),
                [finding.Maker, HarmOf(RefersToItself(finding) ? TimerKind.Component : kind)],
                // What only a loop of this function waits for ends with it: the collector releases the timer then.
                kind == TimerKind.Loop ? DiagnosticSeverity.Info : null));
        }

        return true;
    }

    private static string HarmOf(TimerKind kind) => kind switch
    {
        TimerKind.Callback => "the collector may stop it before it has ticked, and nothing else can stop it",
        TimerKind.Component => "it ticks until the process ends, and nothing can stop it",
        _ => "it is never disposed",
    };

    private static bool IsHarmless(SiteFinding finding, TimerKind kind)
    {
        var operations = finding.Result.Graph.Blocks.SelectMany(BodyOf).SelectMany(operation => operation.DescendantsAndSelf()).ToList();
        // Who writes this means the timer to tick until the process ends.
        if (operations.Exists(operation => operation is IInvocationOperation { TargetMethod: { Name: "KeepAlive", ContainingType.Name: "GC" } }))
            return true;
        return kind switch
        {
            TimerKind.Component => !operations.Exists(operation => TimerCalls.EffectOf(operation) == TimerEffect.Starts) || (operations.Exists(TimerCalls.IsOnce) && !operations.Exists(operation => StartsAgain(operation, finding.Site.Holder?.Name))) || operations.Exists(EndsItsSender),
            // What starts itself again, for a type and not for an object, is meant to.
            TimerKind.Callback => RefersToItself(finding) && IsInStaticMember(finding.Site.Syntax) || operations.Exists(operation => operation.Syntax == finding.Site.Syntax && TimerCalls.EffectOf(operation) == TimerEffect.Stops)
                && !finding.Site.Members.Contains("Change")
                || operations.Exists(EndsItsSender),
            _ => false,
        };
    }

    /// <summary>Whether the callback holds the timer by the local: as long as it is to fire, the collector leaves both alone.</summary>
    private static bool RefersToItself(SiteFinding finding) => finding.Site.Holder is { Name: { Length: > 0 } name }
        && finding.Site.Syntax.DescendantNodes().OfType<AnonymousFunctionExpressionSyntax>().SelectMany(callback => callback.DescendantNodes()).Any(node => node is IdentifierNameSyntax used && used.Identifier.ValueText == name);

    /// <summary>Whether a handler ends the timer that calls it, or that it is given as its state, which keeps it until then: <c>((Timer)sender!).Dispose()</c>.</summary>
    private static bool EndsItsSender(IOperation operation) => operation is IDelegateCreationOperation { Syntax: AnonymousFunctionExpressionSyntax handler }
        && handler.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => FunctionSyntax.NameOf(call) is "Dispose" or "Stop" or "Close"
            && (call.Expression as MemberAccessExpressionSyntax)?.Expression.DescendantNodesAndSelf().Any(node => node is CastExpressionSyntax { Type: var type } && type.ToString().EndsWith("Timer", System.StringComparison.Ordinal)) == true);

    /// <summary>Whether a handler starts the timer of this name again, so that what fires once goes on: <c>timer.Elapsed += (_, _) => timer.Start();</c></summary>
    private static bool StartsAgain(IOperation operation, string? timer) => timer is { Length: > 0 } && operation is IDelegateCreationOperation { Syntax: AnonymousFunctionExpressionSyntax handler }
        && handler.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(use => use.Expression is IdentifierNameSyntax { Identifier.ValueText: var name } && name == timer && use.Name.Identifier.ValueText switch
        {
            "Start" => use.Parent is InvocationExpressionSyntax,
            "Enabled" => use.Parent is AssignmentExpressionSyntax { Right.RawKind: (int)SyntaxKind.TrueLiteralExpression } assignment && assignment.Left == use,
            _ => false,
        });

    private static bool IsInStaticMember(SyntaxNode code) => code.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member is not GlobalStatementSyntax)?.Modifiers.Any(SyntaxKind.StaticKeyword) == true;

    private static System.Collections.Generic.IEnumerable<IOperation> BodyOf(BasicBlock block) =>
        block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations;
}
