using System.Collections.Generic;
using LeakLint.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Risks: what is still owed when an operation fails that fails in ordinary life.</content>
internal sealed partial class OwnershipAnalysis
{
    private readonly Dictionary<BasicBlock, List<(SyntaxNode Syntax, ulong Owed)>> _risks = [];
    private bool _followsRisks;

    /// <summary>Whether a failure leaves the fields of the own object to nobody: who makes the object does not get it.</summary>
    private bool LosesObject => _function is IMethodSymbol { MethodKind: MethodKind.Constructor };

    /// <summary>The operation to fail, when it may and something is owed; most operations of most bodies do not.</summary>
    private IOperation? FindRisk(IOperation operation, OwnershipState state)
    {
        ulong owed = 0;
        foreach (var world in state.Worlds)
            owed |= world.Owed;
        if (owed == 0 || Block.IsInFinally() || OrdinaryFailures.Find(operation) is not { } risk)
            return null;
        if (!_risks.TryGetValue(Block, out var risks))
            _risks.Add(Block, risks = []);
        risks.Add((risk.Syntax, owed));
        return risk;
    }

    private void NoteRisk(OwnershipState state, BasicBlock from)
    {
        if (!_risks.TryGetValue(from, out var risks))
            return;
        foreach (var world in state.Worlds)
        {
            foreach (var site in SitesIn(world.Owed & world.AtRisk))
            {
                foreach (var (syntax, owed) in risks)
                {
                    if ((owed & site.Bit) != 0 && (site.Kind != SiteKind.Field || LosesObject) && !site.AtRiskAt.Contains(syntax))
                        site.AtRiskAt.Add(syntax);
                }
            }
        }
    }
}
