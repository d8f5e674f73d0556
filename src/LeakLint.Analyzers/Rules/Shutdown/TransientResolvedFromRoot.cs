using System;
using System.Collections.Immutable;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Shutdown;

/// <summary>A disposable transient is resolved from the root provider, again and again.</summary>
internal static class TransientResolvedFromRoot
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.TransientResolvedFromRoot,
        title: "Disposable transient is resolved from the root provider",
        messageFormat: "The root provider keeps each '{0}' that it makes until the process ends: resolve it from a scope",
        category: RuleFamily.Shutdown,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A disposable transient is resolved from the root provider, which refers to everything that it has to dispose until the process ends: each resolution leaves an object behind.");

    private static readonly ImmutableDictionary<string, string?> InScope = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.OpenScope);

    public static void Report(IOperation resolution, ITypeSymbol service, bool needsAsync, Action<Diagnostic> report) =>
        report(Diagnostic.Create(Rule, resolution.Syntax.GetLocation(), needsAsync ? InScope.Add(FixHints.Release, Releases.DisposeAsync) : InScope, service.Name));
}
