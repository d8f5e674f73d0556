using Microsoft.CodeAnalysis;

namespace LeakLint.RuleTool;

/// <summary>A rule as its descriptor, its place in <c>RuleIds</c> and the code fixes say.</summary>
/// <param name="Name">The bad pattern, in one word: the name of its constant in <c>RuleIds</c> and of its class.</param>
/// <param name="Descriptor">What the compiler is told about the rule.</param>
/// <param name="HasFix">Whether a code fix names the rule.</param>
public sealed record Rule(string Name, DiagnosticDescriptor Descriptor, bool HasFix)
{
    public string Id => Descriptor.Id;

    public string Family => RuleFamilies.NameOf(Id);

    public string Title => Descriptor.Title.ToString();

    public string Description => Descriptor.Description.ToString();

    /// <summary>The default, in the words of .editorconfig.</summary>
    public string Severity => Descriptor switch
    {
        { IsEnabledByDefault: false } => "none",
        { DefaultSeverity: DiagnosticSeverity.Error } => "error",
        { DefaultSeverity: DiagnosticSeverity.Warning } => "warning",
        _ => "suggestion",
    };

    /// <summary>Where the page of the rule is, from the root of the repository.</summary>
    public string Page => $"docs/rules/{Id}.md";
}
