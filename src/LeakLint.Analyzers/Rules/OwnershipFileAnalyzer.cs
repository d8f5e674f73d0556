using System.Collections.Immutable;
using LeakLint.Descriptors;
using LeakLint.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Rules;

/// <summary>Tells of lines in a <c>LeakLint.Ownership.txt</c> that cannot be read: a typing error would otherwise go unseen.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OwnershipFileAnalyzer : LeakLintAnalyzer
{
    // No rule: it says nothing of code. Rules begin with the thousand of their family.
    private static readonly DiagnosticDescriptor _unreadable = new(
        id: "LEAK0001",
        title: "Line of LeakLint.Ownership.txt cannot be read",
        messageFormat: "'{0}' is not read: write a documentation id and what is said of it, as in 'T:Contoso.Cable strong' or 'M:Contoso.Pool.Rent other'",
        category: RuleFamily.Configuration,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A line of an additional file LeakLint.Ownership.txt is not of the form that the configuration page describes, and is ignored.",
        helpLinkUri: RuleDescriptor.ConfigurationPage);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [_unreadable];

    private protected override void Start(CompilationStartAnalysisContext context) => context.RegisterAdditionalFileAction(Check);

    private static void Check(AdditionalFileAnalysisContext context)
    {
        if (!OwnershipFile.Is(context.AdditionalFile) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
            return;
        foreach (var line in OwnershipFile.FindMistakes(text))
        {
            var location = Location.Create(context.AdditionalFile.Path, line.Span, text.Lines.GetLinePositionSpan(line.Span));
            context.ReportDiagnostic(Diagnostic.Create(_unreadable, location, line.ToString().Trim()));
        }
    }
}
