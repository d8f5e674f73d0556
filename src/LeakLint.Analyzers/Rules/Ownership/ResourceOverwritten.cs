using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;

namespace LeakLint.Rules.Ownership;

/// <summary>A local or an owned field that still owes its release is assigned again: the previous resource can no longer be released.</summary>
internal static class ResourceOverwritten
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.ResourceOverwritten,
        title: "Resource is overwritten before it is released",
        messageFormat: "The previous value of '{0}' is lost here: {1}",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A local or an owned field that still owes its release is assigned again.");
}
