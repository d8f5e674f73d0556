using System.Collections.Immutable;
using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.Analyzers.Tests.Runner;

/// <summary>Reports calls of methods whose name starts with "Bad". The option toy.silent switches it off.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ToyAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor _rule = new("TOY1", "Bad", "Do not call {0}", "Toy", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [_rule];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Check, OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "Crash")
            throw new InvalidOperationException("boom");
        var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(call.Syntax.SyntaxTree);
        if (!call.TargetMethod.Name.StartsWith("Bad", StringComparison.Ordinal) || options.TryGetValue("toy.silent", out _))
            return;

        var method = call.TargetMethod.Locations[0];
        context.ReportDiagnostic(Diagnostic.Create(_rule, call.Syntax.GetLocation(), [method], call.TargetMethod.Name));
    }
}

/// <summary>Replaces the reported call by given texts, one action for each; "$0" stands for the call itself.</summary>
internal sealed class ToyFix(params string[] replacements) : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["TOY1"];

    public bool WorksInBulk { get; init; } = true;

    public override FixAllProvider? GetFixAllProvider() => WorksInBulk ? WellKnownFixAllProviders.BatchFixer : null;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var replacement in replacements)
        {
            var title = $"Write {replacement}";
            context.RegisterCodeFix(
                CodeAction.Create(title, cancellation => ReplaceAsync(context.Document, context.Span, replacement, cancellation), title),
                context.Diagnostics);
        }

        return Task.CompletedTask;
    }

    public static Product With(params string[] replacements) => new([new ToyAnalyzer()], [new ToyFix(replacements)]);

    private static async Task<Document> ReplaceAsync(Document document, TextSpan span, string replacement, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation);
        return document.WithText(text.Replace(span, replacement.Replace("$0", text.ToString(span), StringComparison.Ordinal)));
    }
}
