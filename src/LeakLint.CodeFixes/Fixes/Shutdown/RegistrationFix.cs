using System.Collections.Immutable;
using System.Composition;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Lets containers and scopes own what they hand out, and programs end in order.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RegistrationFix)), Shared]
public sealed class RegistrationFix : LeakLintFixProvider
{
    private readonly FactoryFix _factory = new();
    private readonly OpenScopeFix _scope = new();
    private readonly ReturnFromMainFix _return = new();
    private readonly ReleaseBeforeEndFix _releaseFirst = new();

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.InstanceNotOwnedByContainer, RuleIds.TransientResolvedFromRoot, RuleIds.ExitSkipsRelease];

    internal override string FixAllTitle => "Release in order";

    private protected override Repair? FindRepair(string? hint) => hint switch
    {
        Repairs.Factory => _factory,
        Repairs.OpenScope => _scope,
        Repairs.ReturnFromMain => _return,
        Repairs.ReleaseBeforeEnd => _releaseFirst,
        _ => null,
    };
}
