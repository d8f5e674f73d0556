using System.Collections.Immutable;
using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.Fuzz;

/// <summary>Analyses one text with all rules and applies every fix that is offered.</summary>
internal sealed class Trial(Product product, SwallowedExceptions swallowed)
{
    private const string FileName = "Mutant.cs";

    private static readonly Project _library = Prepare(OutputKind.DynamicallyLinkedLibrary);
    private static readonly Project _program = Prepare(OutputKind.ConsoleApplication);

    private readonly List<Failure> _failures = [];

    /// <summary>Applied fixes.</summary>
    public int Fixes { get; private set; }

    /// <summary>Reports of the analyzers.</summary>
    public int Findings { get; private set; }

    /// <summary>All that went wrong with a text.</summary>
    public async Task<IReadOnlyList<Failure>> RunAsync(string text, CancellationToken cancel)
    {
        var root = (CompilationUnitSyntax)Mutator.Parse(text);
        var project = root.Members.Any(member => member is GlobalStatementSyntax) ? _program : _library;
        var document = project.AddDocument(FileName, SourceText.From(text), filePath: $"/src/{FileName}");
        ImmutableArray<Diagnostic> findings;
        try
        {
            findings = await AnalyzeAsync(document, cancel);
        }
        catch (InvalidOperationException problem) when (problem.Source == "Microsoft.CodeAnalysis.CSharp")
        {
            // The compiler itself trips over the mutant: what rules throw never gets here.
            return _failures;
        }

        Findings = findings.Length;
        if (findings.IsEmpty)
            return _failures;

        // Only what was well-formed must stay so, and only what compiled must compile.
        var before = new Health(!root.ContainsDiagnostics, await CompilesAsync(document, cancel));
        foreach (var finding in findings)
            await FixAsync(document, finding, before, cancel);
        await FixAllAsync(document, findings, before, cancel);
        return _failures;
    }

    private async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Document document, CancellationToken cancel)
    {
        var compilation = await TestProject.CompileAsync(document.Project);
        var options = new CompilationWithAnalyzersOptions(
            document.Project.AnalyzerOptions,
            onAnalyzerException: (exception, analyzer, _) => _failures.Add(Failure.From(analyzer.GetType().Name, exception)),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers(product.Analyzers, options).GetAnalyzerDiagnosticsAsync(cancel);
        return [.. found.Where(finding => finding.Location.SourceTree?.FilePath == document.FilePath)];
    }

    private async Task FixAsync(Document document, Diagnostic finding, Health before, CancellationToken cancel)
    {
        foreach (var provider in product.Fixes.Where(provider => provider.FixableDiagnosticIds.Contains(finding.Id)))
        {
            var actions = new List<CodeAction>();
            await GuardAsync($"{provider.GetType().Name} of {finding.Id}", () =>
                provider.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), cancel)));
            foreach (var action in actions)
                await GuardAsync($"{provider.GetType().Name} of {finding.Id}", () => ApplyAsync(document, action, $"fix of {finding.Id}", before, cancel));
        }
    }

    private async Task FixAllAsync(Document document, ImmutableArray<Diagnostic> findings, Health before, CancellationToken cancel)
    {
        foreach (var provider in product.Fixes)
        {
            // One rule is enough for each mutant; which one depends on the text only.
            if (findings.FirstOrDefault(finding => provider.FixableDiagnosticIds.Contains(finding.Id))?.Id is not { } id)
                continue;
            await GuardAsync($"fix-all of {provider.GetType().Name} for {id}", async () =>
            {
                var context = new FixAllContext(document, provider, FixAllScope.Document, provider.GetType().Name, [id], new KnownFindings(findings), cancel);
                if (await provider.GetFixAllProvider()!.GetFixAsync(context) is { } action)
                    await ApplyAsync(document, action, $"fix-all of {id}", before, cancel);
            });
        }
    }

    private async Task ApplyAsync(Document document, CodeAction action, string what, Health before, CancellationToken cancel)
    {
        var changed = await OfferedFix.ApplyAsync(action, document);
        Fixes++;
        if (!before.IsWellFormed)
            return;
        var text = await changed.GetTextAsync(cancel);
        if ((await changed.GetSyntaxRootAsync(cancel))!.ContainsDiagnostics)
            _failures.Add(new($"{what} does not parse", text.ToString()));
        else if (before.Compiles && !await CompilesAsync(changed, cancel))
            _failures.Add(new($"{what} does not compile", $"{string.Join('\n', await FindErrorsAsync(changed, cancel))}\n{text}"));
    }

    private async Task GuardAsync(string what, Func<Task> act)
    {
        var seen = swallowed.Listen();
        try
        {
            await act();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _failures.Add(Failure.From(what, exception));
        }

        _failures.AddRange(seen);
    }

    private static async Task<bool> CompilesAsync(Document document, CancellationToken cancel) => !(await FindErrorsAsync(document, cancel)).Any();

    private static async Task<IEnumerable<Diagnostic>> FindErrorsAsync(Document document, CancellationToken cancel) =>
        (await document.GetSemanticModelAsync(cancel))!.GetDiagnostics(cancellationToken: cancel).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static Project Prepare(OutputKind output)
    {
        // All rules speak, also those that are off unless asked for, and the repairs with types of LeakLint.Guard are offered.
        var severities = Product.LeakLint.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct().Select(id => $"dotnet_diagnostic.{id}.severity = warning");
        var project = TestProject.Create([], severities, output: output).AddMetadataReference(References.Guard);
        TestProject.CompileAsync(project).GetAwaiter().GetResult();
        return project;
    }

    private readonly record struct Health(bool IsWellFormed, bool Compiles);

    private sealed class KnownFindings(ImmutableArray<Diagnostic> findings) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(findings);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(findings);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
