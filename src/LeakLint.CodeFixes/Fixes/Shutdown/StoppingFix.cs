using System.Collections.Immutable;
using System.Composition;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Lets work and clean-up take part in an orderly stop.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StoppingFix)), Shared]
public sealed class StoppingFix : LeakLintFixProvider
{
    private readonly PassTokenFix _passToken = new();
    private readonly RegisterWithCoordinatorFix _register = new();
    private readonly StopOwnWorkFix _stop = new();
    private readonly WaitInCallbackFix _wait = new();

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.LoopIgnoresStoppingToken, RuleIds.AsyncShutdownCallback];

    internal override string FixAllTitle => "Take part in the stop of the host";

    private protected override Repair? FindRepair(string? hint) => hint switch
    {
        Repairs.PassToken => _passToken,
        Repairs.StopOwnWork => _stop,
        Repairs.RegisterWithCoordinator => _register,
        Repairs.WaitInCallback => _wait,
        _ => null,
    };
}
