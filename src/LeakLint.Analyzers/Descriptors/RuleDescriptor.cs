using Microsoft.CodeAnalysis;

namespace LeakLint.Descriptors;

/// <summary>Makes the descriptor of a rule, with what all rules share.</summary>
public static class RuleDescriptor
{
    private const string Pages = "https://github.com/leaklint/leaklint/blob/main/docs/rules/";

    /// <summary>The page about options, attributes and files.</summary>
    public const string ConfigurationPage = "https://github.com/leaklint/leaklint/blob/main/docs/concepts/configuration.md";

    // The parameters are named as those of DiagnosticDescriptor: release tracking reads them by name.
    public static DiagnosticDescriptor Create(
        string id,
        string title,
        string messageFormat,
        string category,
        DiagnosticSeverity defaultSeverity,
        bool isEnabledByDefault,
        string description) =>
        new(id, title, messageFormat, category, defaultSeverity, isEnabledByDefault, description, Pages + id + ".md");
}
