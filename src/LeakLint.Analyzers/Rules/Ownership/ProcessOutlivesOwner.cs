using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>A child process that the program owns is neither waited for nor killed: disposing a Process closes the handle and leaves the process running.</summary>
internal static class ProcessOutlivesOwner
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.ProcessOutlivesOwner,
        title: "Process outlives its owner",
        messageFormat: "'{0}' is never waited for nor killed: {1}",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A child process that the program owns is neither waited for nor killed, so it runs on when its owner is gone.");
}
