using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Ownership;

/// <summary>Waits for the exit of a process that a token ends, where nothing ends the process then.</summary>
internal static class CancelledWait
{
    private static readonly string[] _others = ["Kill", "CloseMainWindow", "WaitForExit", "HasExited", "Exited", "WaitForInputIdle", ValueUse.AnyMember];
    private static readonly string[] _ends = ["Kill", "TryKill", "Terminate", "TryTerminate", "Stop", "TryStop", "Adopt"];

    /// <summary>Whether each wait for its exit is cancelled by a token, and all else that is done with the process is to talk to it or ask how it has ended.</summary>
    public static bool IsAllThatEnds(SiteFinding finding)
    {
        if (!finding.Site.Members.Contains("WaitForExitAsync") || finding.Site.Members.Overlaps(_others) || TimedWait.EndsOrLends(finding.Result.Graph.OriginalOperation.Syntax, finding.Site.Holder?.Name))
            return false;
        var calls = CallsIn(finding.Result.Graph).ToList();
        var waits = calls.Where(call => call.TargetMethod.Name == "WaitForExitAsync").ToList();
        return waits.Count > 0 && waits.TrueForAll(IsCancellable) && !calls.Exists(call => IsReadToEnd(call) && call.Syntax.SpanStart < waits[0].Syntax.SpanStart) && !IsEndedElsewhere(finding.Site.Syntax);
    }

    private static bool IsCancellable(IInvocationOperation wait) =>
        wait.Arguments.Length > 0 && wait.Arguments[0].Value.Unwrapped() is IParameterReferenceOperation or IPropertyReferenceOperation { Property: { Name: "Token", IsStatic: false } };

    /// <summary>Who has waited for all of its output has waited for its end; a task that goes on reading has not.</summary>
    private static bool IsReadToEnd(IInvocationOperation call) =>
        call.TargetMethod.Name is "ReadToEnd" or "ReadToEndAsync" or "CopyTo" or "CopyToAsync" or "ReadLine" or "ReadLineAsync" or "ReadAllLinesAsync"
        && (!call.TargetMethod.Name.EndsWith("Async", StringComparison.Ordinal) || call.Syntax.Ancestors().TakeWhile(outer => outer is not StatementSyntax).Any(outer => outer is AwaitExpressionSyntax));

    /// <summary>Whether a callback of the token, or another function, may end it.</summary>
    private static bool IsEndedElsewhere(SyntaxNode site) => site.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member
        || member.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => Array.Exists(_ends, end => name.Identifier.ValueText.StartsWith(end, StringComparison.Ordinal)));

    private static IEnumerable<IInvocationOperation> CallsIn(ControlFlowGraph graph) => graph.Blocks
        .SelectMany(block => block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations)
        .SelectMany(operation => operation.DescendantsAndSelf()).OfType<IInvocationOperation>();
}
