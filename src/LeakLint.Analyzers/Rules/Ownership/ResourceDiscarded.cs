using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>A resource is created and dropped on the spot, so nobody can release it.</summary>
internal static class ResourceDiscarded
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.ResourceDiscarded,
        title: "Resource is discarded",
        messageFormat: "The {0} is dropped at once: {1}",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A resource is created and dropped on the spot.");
}
