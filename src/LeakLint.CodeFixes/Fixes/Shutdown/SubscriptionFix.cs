using System.Collections.Immutable;
using System.Composition;
using LeakLint.CodeFixes.Ownership;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Ends subscriptions.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SubscriptionFix)), Shared]
public sealed class SubscriptionFix : LeakLintFixProvider
{
    private readonly HandlerFix _handler = new();
    private readonly StoreHandlerFix _store = new();
    private readonly ReleaseSubscriptionFix _release = new();
    private readonly UnsubscribeFinallyFix _unsubscribe = new();
    private readonly KeepFix _keep = new();
    private readonly ReleaseFieldFix _field = new();

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.SubscriptionNeverRemoved, RuleIds.UnsubscribeHasNoEffect];

    internal override string FixAllTitle => "End all subscriptions";

    private protected override Repair? FindRepair(string? hint) => hint switch
    {
        Repairs.NameHandler or Repairs.Unsubscribe => _handler,
        Repairs.StoreHandler => _store,
        Repairs.ReleaseSubscription => _release,
        Repairs.UnsubscribeFinally => _unsubscribe,
        Repairs.Keep => _keep,
        Repairs.ReleaseField => _field,
        _ => null,
    };
}
