using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Ownership;

/// <summary>What a body does with a child process besides releasing its handle.</summary>
internal static class ProcessFacts
{
    private static readonly string[] Endings =
    [
        "WaitForExit", "WaitForExitAsync", "Kill", "CloseMainWindow", "HasExited", "ExitCode", "ExitTime", "Exited", "WaitForInputIdle",
    ];

    private static readonly string[] Pipes =
        ["StandardInput", "StandardOutput", "StandardError", "BeginOutputReadLine", "BeginErrorReadLine", "OutputDataReceived", "ErrorDataReceived"];

    /// <summary>Why the process is the program's own although nothing ends it; null when it ends, or is not the program's own.</summary>
    public static string? Outlives(SiteFinding finding)
    {
        var site = finding.Site;
        if (!KnownTypes.IsProcess(site.Type) || finding.IsLost || site.HandedOver || site.Returned
            || site.ReleasedAt.Count == 0 || site.Source?.Name == "GetProcessById")
            return null;
        if (site.Members.Contains("WaitForExit") && IsWaitedForInVain(finding))
            return "it runs on when the wait for its exit times out";
        if (site.Members.Contains("WaitForExitAsync") && TimedWait.IsGivenUp(finding))
            return "it runs on when the wait for its exit times out";
        if (IsLeftByCancellation(finding))
            return "it runs on when the wait for its exit is cancelled";
        if (Array.Exists(Endings, site.Members.Contains))
            return null;
        var body = Look(finding.Result.Graph, finding);
        if (body.ReadsToEnd is not null || body.IsOpenedByShell)
            return null;
        if (body.RunsHost)
            return "it runs on when the host has stopped";
        return Array.Exists(Pipes, site.Members.Contains) || body.RedirectsStreams
            ? "the program talks to it, and it runs on when the handle is closed"
            : null;
    }

    /// <summary>Whether the process is left running where the caller cancels the one wait for it; until then it is waited for.</summary>
    public static bool IsLeftByCancellation(SiteFinding finding) => !TimedWait.IsGivenUp(finding) && CancelledWait.IsAllThatEnds(finding) && !IsOpenedByShell(finding);

    /// <summary>Whether a process that was started here runs on where the wait for its exit is given up, so that it is not enough to release it.</summary>
    public static bool IsGivenUp(SiteFinding finding) =>
        finding.Site.Kind == SiteKind.Call && KnownTypes.IsProcess(finding.Site.Type)
        && (TimedWait.IsGivenUp(finding) || CancelledWait.IsAllThatEnds(finding)) && !IsOpenedByShell(finding);

    /// <summary>Whether the process is one that its owner must end: it is kept in a field, or killed on another path.</summary>
    public static bool IsEndedByOwner(SiteFinding finding) =>
        KnownTypes.IsProcess(finding.Site.Type)
        && (finding.Site.Kind == SiteKind.Field || finding.Site.Members.Contains("Kill"));

    /// <summary>Whether the process is a document or address that the shell opens: it may give no process at all.</summary>
    public static bool IsOpenedByShell(SiteFinding finding) =>
        KnownTypes.IsProcess(finding.Site.Type) && Look(finding.Result.Graph, finding).IsOpenedByShell;

    /// <summary>Whether the field holds a child process that its type neither ends, nor waits for, nor watches.</summary>
    public static bool IsUnended(FieldFinding finding) =>
        IsUnended(finding, finding.Field.Resource, finding.Field.Members)
        && !finding.Field.Acquisitions.Exists(made => made.Operation is IInvocationOperation { TargetMethod.Name: "GetProcessById" });

    /// <summary>Whether the collection holds child processes that its type neither ends, nor waits for, nor watches.</summary>
    public static bool IsUnended(CollectionFinding finding) => IsUnended(finding, finding.Collection.Element, finding.Collection.Members);

    /// <summary>Whether every wait for its exit has a limit, and nothing kills it when that is reached.</summary>
    private static bool IsWaitedForInVain(SiteFinding finding)
    {
        // Its exit code is there only once it has ended: who asks for it without having waited for good gets an exception.
        if (finding.Site.Members.Overlaps(["Kill", "CloseMainWindow", "WaitForExitAsync", "HasExited", "Exited", "WaitForInputIdle"]))
            return false;
        var waits = finding.Result.Graph.Blocks
            .SelectMany(block => block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations)
            .SelectMany(operation => operation.DescendantsAndSelf()).OfType<IInvocationOperation>()
            .Where(call => call.TargetMethod.Name == "WaitForExit" && KnownTypes.IsProcess(call.TargetMethod.ContainingType)).ToList();
        var body = Look(finding.Result.Graph, finding);
        // Who has read all of its output has waited for its end; who reads afterwards has given up by then.
        return !body.IsOpenedByShell && waits.Count > 0 && !(body.ReadsToEnd is { } read && read.SpanStart < waits.Min(wait => wait.Syntax.SpanStart))
            && waits.TrueForAll(wait => wait.Arguments.Length == 1 && wait.Arguments[0].Value.ConstantValue is not { HasValue: true, Value: -1 or int.MaxValue }
                && !wait.Arguments[0].Value.Syntax.ToString().EndsWith("Infinite", StringComparison.Ordinal));
    }

    private static bool IsUnended(OwnerFinding finding, ITypeSymbol resource, HashSet<string> members)
    {
        if (!KnownTypes.IsProcess(resource) || members.Contains(ValueUse.AnyMember) || Array.Exists(Endings, members.Contains))
            return false;
        // What the desktop opens is the user's, not ours.
        return !finding.Owner.Bodies.SelectMany(body => body.Root.DescendantsAndSelf()).Any(operation =>
            operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "UseShellExecute" } } assignment && assignment.Value.ConstantBool() != false);
    }

    private static (bool RunsHost, SyntaxNode? ReadsToEnd, bool RedirectsStreams, bool IsOpenedByShell) Look(ControlFlowGraph graph, SiteFinding finding)
    {
        bool host = false, redirects = false, shell = false;
        SyntaxNode? read = null;
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
                Visit(operation);
            if (block.BranchValue is { } value)
                Visit(value);
        }

        return (host, read, redirects, shell);

        void Visit(IOperation root)
        {
            foreach (var operation in root.DescendantsAndSelf())
            {
                switch (operation)
                {
                    case IInvocationOperation { TargetMethod: { Name: "Run" or "RunAsync" or "WaitForShutdown" or "WaitForShutdownAsync" } method } call:
                        host |= IsHost(call.Instance?.Type ?? (method.IsExtensionMethod ? method.Parameters[0].Type : null), finding);
                        break;
                    case IInvocationOperation { TargetMethod.Name: "ReadToEnd" or "ReadToEndAsync" or "CopyTo" or "CopyToAsync" } call when MayReadProcess(call):
                        read ??= call.Syntax;
                        break;
                    case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment
                        when property.ContainingType?.Name == "ProcessStartInfo" && assignment.Value.ConstantBool() == true:
                        redirects |= property.Name.StartsWith("RedirectStandard", StringComparison.Ordinal);
                        shell |= property.Name == "UseShellExecute";
                        break;
                }
            }
        }
    }

    /// <summary>Whether what is read to its end may be the output of a process: what was made of something else is not.</summary>
    private static bool MayReadProcess(IInvocationOperation call)
    {
        if (call.Instance?.Unwrapped() is not ILocalReferenceOperation { Local.DeclaringSyntaxReferences: { Length: 1 } declared }
            || declared[0].GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax made })
            return true;
        return made.DescendantTokens().Any(token => token.ValueText.StartsWith("Standard", StringComparison.Ordinal));
    }

    private static bool IsHost(ITypeSymbol? type, SiteFinding finding) =>
        type is not null && finding.Context.Types.Host is { } host && type.IsOrImplements(host);
}
