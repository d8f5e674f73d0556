using System.Collections.Immutable;
using System.Composition;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Makes SIGTERM run the clean-up of a program.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SigtermFix)), Shared]
public sealed class SigtermFix : LeakLintFixProvider
{
    private readonly Repair _exit = new RegisterSignalFix(repeats: false);
    private readonly Repair _repeat = new RegisterSignalFix(repeats: true);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.CleanupMissedOnSigterm];

    internal override string FixAllTitle => "Clean up on SIGTERM as well";

    private protected override Repair? FindRepair(string? hint) => hint switch
    {
        Repairs.ExitOnSigterm => _exit,
        Repairs.RepeatOnSigterm => _repeat,
        _ => null,
    };
}
