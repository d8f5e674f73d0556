using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>The process is ended where a release that matters still stands behind.</summary>
internal static class ExitSkipsRelease
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.ExitSkipsRelease,
        title: "Exit skips a release",
        messageFormat: "'{0}' ends the process at once: {1} is not released, and {2}",
        category: RuleFamily.Shutdown,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The process is ended inside of a using or a try with finally: neither runs, so files are cut off, child processes go on and hosts are not stopped.");

    public static void Check(IInvocationOperation call, ISymbol member, Action<Diagnostic> report)
    {
        if (call.TargetMethod is not { Name: "Exit" or "FailFast", ContainingType: { Name: "Environment", ContainingNamespace.Name: "System" } } exit)
            return;
        List<OpenRelease> releases = [.. OpenRelease.FindAll(call)];
        if (releases.Count == 0 || releases[0] is not { } open || (exit.Name == "FailFast" && !open.IsProcess))
            return;
        var isMain = member is IMethodSymbol { IsStatic: true, Name: "Main" or "<Main>$" } && !open.IsInFunction && exit.Name == "Exit" && call.Parent is IExpressionStatementOperation;
        report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), [open.At], Hints(releases, isMain), $"Environment.{exit.Name}", open.What, open.Loss));
    }

    private static ImmutableDictionary<string, string?>? Hints(List<OpenRelease> releases, bool isMain)
    {
        if (isMain)
            return ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.ReturnFromMain);
        return releases.TrueForAll(release => release.Local is not null)
            ? ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.ReleaseBeforeEnd).Add(FixHints.Holder, string.Join(",", releases.Select(release => release.Local)))
            : null;
    }
}
