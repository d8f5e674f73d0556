using LeakLint.Flow;
using LeakLint.Ownership;
using LeakLint.Symbols;
using LeakLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace LeakLint.Analyzers.Tests.Engine;

/// <summary>Runs the ownership engine over a tiny source and prints what it found, one line for each site.</summary>
internal static class Engine
{
    private const string Members = """
        sealed class Res : IDisposable { public bool Ok; public void Use() { File.Delete("x"); } public void Dispose() => File.Delete("y"); }
        sealed class ResA : IAsyncDisposable { public static async Task<ResA> CreateAsync() { await Task.Yield(); return new ResA(); } public async ValueTask DisposeAsync() => await Task.Delay(1); }
        """;

    /// <summary>What happens to each site of the method M in the class body.</summary>
    public static async Task<string> FatesAsync(string body)
    {
        var (context, graph, method) = await GraphAsync(body);
        var result = OwnershipAnalysis.Analyze(context, graph, method, fieldsMayHoldResources: true, followsRisks: true, default);
        return result is null ? "silent" : string.Join("\n", result.Sites.Select(Describe));
    }

    /// <summary>What callers of the method M are told.</summary>
    public static async Task<string> SummaryAsync(string body, int depth = CalleeSummaries.MaxDepth)
    {
        var (context, _, method) = await GraphAsync(body);
        return Describe(context.Summaries.Find(method, depth), method);
    }

    /// <summary>What callers of the method M are told who may look less and less deep, from one set of summaries.</summary>
    public static async Task<List<string>> SummariesAsync(string body, params int[] depths)
    {
        var (context, _, method) = await GraphAsync(body);
        return [.. depths.Select(depth => Describe(context.Summaries.Find(method, depth), method))];
    }

    private static string Describe(Summary summary, IMethodSymbol method) => summary.Contract is { } contract
        ? $"result {contract.Result}; receiver {contract.Receiver}; {string.Join(", ", method.Parameters.Select(p => $"{p.Name} {contract.ArgumentAt(p.Ordinal)}"))}"
        : "unknown";

    private static async Task<(OwnershipContext Context, ControlFlowGraph Graph, IMethodSymbol Method)> GraphAsync(string body)
    {
        var project = TestProject.Create([("Test.cs", Members + "\npartial class C\n{\n" + body + "\n}\n")]);
        Assert.Empty(await TestProject.FindErrorsAsync(project));
        var compilation = (await project.GetCompilationAsync())!;
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith("Test.cs", StringComparison.Ordinal));
        var model = compilation.GetSemanticModel(tree);
        var syntax = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single(m => m.Identifier.Text == "M");
        var context = new OwnershipContext(KnownTypes.TryCreate(compilation)!, compilation);
        return (context, ControlFlowGraph.Create(syntax, model)!, (IMethodSymbol)model.GetDeclaredSymbol(syntax)!);
    }

    private static string Describe(Site site)
    {
        var fate = new List<string>();
        if (site.ReleasedAt.Count > 0)
            fate.Add("released");
        if (site.HandedOver)
            fate.Add("handed over");
        if (site.Returned)
            fate.Add("returned");
        fate.AddRange(site.LostAt.Select(lost => lost.Kind switch
        {
            ExitKind.Throw => "lost at throw",
            ExitKind.Abandoned => "lost at yield",
            _ => "lost",
        }).Distinct().Order(StringComparer.Ordinal));
        if (site.OverwrittenAt.Count > 0)
            fate.Add("overwritten");
        return $"{site.Holder?.Name ?? "-"}: {string.Join(", ", fate)}";
    }
}
