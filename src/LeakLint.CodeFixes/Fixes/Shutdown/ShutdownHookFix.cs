using System.Collections.Immutable;
using System.Composition;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Writes what ends the resources of a program when it is asked to stop.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ShutdownHookFix)), Shared]
public sealed class ShutdownHookFix : LeakLintFixProvider
{
    private readonly Repair _exit = new RegisterSignalFix(repeats: false);
    private readonly Repair _repeat = new RegisterSignalFix(repeats: true);
    private readonly Repair _end = new EndWithProgramFix();
    private readonly Repair _stop = new StopWithHostFix();
    private readonly Repair _release = new ReleaseByMemberFix();

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.NoShutdownHook, RuleIds.CleanupMissedOnSigterm];

    internal override string FixAllTitle => "End it when the program stops";

    private protected override Repair? FindRepair(string? hint) => hint switch
    {
        Repairs.ExitOnSigterm => _exit,
        Repairs.RepeatOnSigterm => _repeat,
        Repairs.EndWithHost or Repairs.EndWithProgram => _end,
        Repairs.StopWithHost => _stop,
        Repairs.ReleaseByMember => _release,
        _ => null,
    };
}
