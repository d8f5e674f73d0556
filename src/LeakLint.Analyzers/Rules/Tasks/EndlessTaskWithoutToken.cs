using System;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Tasks;

/// <summary>A loop without any exit is started for an object that may come and go.</summary>
internal static class EndlessTaskWithoutToken
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.EndlessTaskWithoutToken,
        title: "Started loop can never end",
        messageFormat: "The loop that '{0}' starts has no exit and sees no cancellation: it runs, and keeps its '{1}' alive, until the process ends",
        category: RuleFamily.Tasks,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A loop that has no exit and sees no cancellation is started on the pool or a thread: it runs, and keeps alive what it uses, until the process ends.");

    /// <returns>Whether the loop was reported.</returns>
    public static bool Check(StartedWork work, ISymbol member, Action<Diagnostic> report)
    {
        if (work.Function is null || member.IsStatic || IsProcessLong(member.ContainingType))
            return false;
        if (EndlessLoop.Find(work.Function) is not { } loop)
            return CheckReader(work, member.ContainingType, report);
        // LEAK4004 follows what a hosted service runs.
        if (work.IsOwn && member.ContainingType.AllInterfaces.Any(contract => contract.Name == "IHostedService"))
            return false;
        if (IsEndedFromOutside(loop, member.ContainingType))
            return false;
        var hints = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.EndLoop).Add(FixHints.Dropped, UnobservedTask.IsDropped(work, member) ? "true" : null);
        report(Diagnostic.Create(Rule, work.Start.Syntax.GetLocation(), [loop.GetFirstToken().GetLocation()], hints, work.Name, member.ContainingType.Name));
        return true;
    }

    /// <summary>A loop over a channel of the type, which is released and does not complete the channel.</summary>
    private static bool CheckReader(StartedWork work, INamedTypeSymbol type, Action<Diagnostic> report)
    {
        if (EndlessLoop.FindReader(work.Function!) is not var (loop, source) || !OwnChannels.IsLeftOpen(type, source))
            return false;
        var hints = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.CompleteChannel).Add(FixHints.Holder, source);
        report(Diagnostic.Create(Rule, work.Start.Syntax.GetLocation(), [loop.GetFirstToken().GetLocation()], hints, work.Name, type.Name));
        return true;
    }

    /// <summary>Whether the type closes something that the loop waits for, so that an exception ends the loop.</summary>
    private static bool IsEndedFromOutside(StatementSyntax loop, INamedTypeSymbol type)
    {
        var waits = FunctionSyntax.NodesRunWith(loop).OfType<InvocationExpressionSyntax>().Where(call => !FunctionSyntax.IsHandled(call, loop) && !IsOutputOfWork(call, loop)).ToLookup(call => EndlessLoop.ReceiverOf(call), FunctionSyntax.NameOf);
        return type.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax().DescendantNodes()).OfType<InvocationExpressionSyntax>().Any(
            call => EndlessLoop.ReceiverOf(call) is { Length: > 0 } receiver && waits.Contains(receiver) && Ends(FunctionSyntax.NameOf(call), waits[receiver].Contains("Take")));
    }

    /// <summary>Whether the call writes what a branch or an inner loop has got: a loop without work never meets what was closed.</summary>
    private static bool IsOutputOfWork(InvocationExpressionSyntax call, StatementSyntax loop) =>
        (FunctionSyntax.NameOf(call).StartsWith("Write", StringComparison.Ordinal) || FunctionSyntax.NameOf(call).StartsWith("Flush", StringComparison.Ordinal))
        && call.Ancestors().TakeWhile(outer => outer != loop).Any(outer => outer switch
        {
            IfStatementSyntax branch => branch.Statement.Span.Contains(call.Span),
            WhileStatementSyntax inner => inner.Statement.Span.Contains(call.Span),
            CommonForEachStatementSyntax inner => inner.Statement.Span.Contains(call.Span),
            _ => false,
        });

    /// <summary>Whether the call ends a wait. Disposing a blocking collection does not wake up who takes from it.</summary>
    private static bool Ends(string name, bool isTaken) =>
        name is "CompleteAdding" or "Complete" or "TryComplete"
        || (!isTaken && name is "Dispose" or "DisposeAsync" or "Close" or "CloseAsync" or "Stop" or "StopAsync" or "Shutdown" or "Cancel" or "Abort" or "Kill");

    private static bool IsProcessLong(INamedTypeSymbol type) =>
        type.IsStatic || type.GetMembers().Any(member => member.IsStatic && member switch
        {
            IFieldSymbol shared => SymbolEqualityComparer.Default.Equals(shared.Type, type),
            IPropertySymbol shared => SymbolEqualityComparer.Default.Equals(shared.Type, type),
            IMethodSymbol { Name: "Main" or "<Main>$" } => true,
            _ => false,
        });
}
