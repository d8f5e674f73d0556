using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Flow;

/// <summary>Questions about blocks of a control-flow graph.</summary>
internal static class BasicBlockExtensions
{
    /// <summary>Whether the block is part of a finally of its function.</summary>
    public static bool IsInFinally(this BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region.Kind != ControlFlowRegionKind.Root; region = region.EnclosingRegion!)
        {
            if (region.Kind == ControlFlowRegionKind.Finally)
                return true;
        }

        return false;
    }

    /// <summary>Whether the condition is a pattern that takes every value: the last arm <c>_ =&gt; …</c> of a switch expression.</summary>
    public static bool AlwaysMatches(this IOperation condition) =>
        condition is IIsPatternOperation { Pattern: IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true } };
}
