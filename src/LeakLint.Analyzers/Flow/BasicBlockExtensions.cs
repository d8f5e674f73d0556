using Microsoft.CodeAnalysis.FlowAnalysis;

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
}
