using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>A local owns a resource, and no path through the body releases it or hands it over: it stays open until a finalizer runs, or for ever.</summary>
internal static class ResourceNeverReleased
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.ResourceNeverReleased,
        title: "Resource is never released",
        messageFormat: "'{0}' is never released: {1}",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A local owns a resource, and no path releases it or hands it over.");
}
