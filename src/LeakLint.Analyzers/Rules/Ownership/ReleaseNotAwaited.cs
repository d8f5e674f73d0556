using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>An asynchronous release is started and its task dropped: the program goes on before the resource is released, and no failure is seen.</summary>
internal static class ReleaseNotAwaited
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.ReleaseNotAwaited,
        title: "Asynchronous release is not awaited",
        messageFormat: "'{0}' is not awaited: {1}",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An asynchronous release is started and its task dropped.");
}
