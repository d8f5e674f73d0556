using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Benchmarks;

/// <summary>An analyzer that does one thing with every body and reports nothing: what LeakLint is compared with.</summary>
internal abstract class Baseline : DiagnosticAnalyzer
{
    // The driver runs no analyzer that has nothing to say.
    private static readonly DiagnosticDescriptor _never = new("BASE", "Never reported", "Never reported", "Baseline", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [_never];

    /// <summary>Keeps the work from being taken for useless.</summary>
    public long Seen { get; protected set; }

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationBlockAction(Visit);
    }

    protected abstract void Visit(OperationBlockAnalysisContext context);
}

/// <summary>Walks all operations of every body.</summary>
internal sealed class Walk : Baseline
{
    protected override void Visit(OperationBlockAnalysisContext context)
    {
        foreach (var block in context.OperationBlocks)
        {
            foreach (var operation in block.DescendantsAndSelf())
                Seen += (int)operation.Kind;
        }
    }
}

/// <summary>Builds a control-flow graph of every body, without looking at it.</summary>
internal sealed class Graphs : Baseline
{
    protected override void Visit(OperationBlockAnalysisContext context)
    {
        foreach (var block in context.OperationBlocks)
        {
            if (block is IBlockOperation or IMethodBodyBaseOperation)
                Seen += context.GetControlFlowGraph(block).Blocks.Length;
        }
    }
}
