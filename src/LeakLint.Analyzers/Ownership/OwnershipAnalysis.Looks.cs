using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>
/// Three looks, each only where the one before lost something. The first takes callees to do nothing with what they are given, and to give what they return to
/// their caller. What is not lost then is not lost whatever they do. The second looks into callees that are given what was lost; the third also into
/// those that gave it.
/// </content>
internal sealed partial class OwnershipAnalysis
{
    private Dictionary<(SyntaxNode, ISymbol?), Site>? _before;
    private bool _asksMakers;
    private bool _leavesMakersAside;
    private ulong _openSites;

    private bool IsAllSettled => _sites.TrueForAll(site => site.IsSettled);

    private void NoteBefore(Site site, (SyntaxNode, ISymbol?) key)
    {
        if (_before is null || !_before.TryGetValue(key, out var seen) || !seen.IsSettled)
            _openSites |= site.Bit;
    }

    /// <summary>How deep to look into a callee that is given these resources.</summary>
    private int DepthFor(ulong given) => (given & _openSites) != 0 ? _depth : CalleeSummaries.Unseen;

    /// <summary>The contract of a call that is given resources, or gives some itself.</summary>
    /// <param name="call">The call.</param>
    /// <param name="receiver">What it is called on.</param>
    /// <param name="arguments">What it is given, in the order of its arguments.</param>
    private Contract ContractOf(IInvocationOperation call, ulong receiver, ulong[] arguments)
    {
        var method = call.TargetMethod;
        if (_before is null)
            return ContractOf(method, _depth);
        var gives = GivesWhatIsLost(call, _before);
        if (gives && _asksMakers)
            return ContractOf(method, _depth);
        _leavesMakersAside |= gives;
        var lost = 0ul;
        for (var i = 0; i < arguments.Length; i++)
        {
            if ((arguments[i] & _openSites) != 0 && call.Arguments[i].Parameter is { Ordinal: var position })
                lost |= 1ul << position;
        }

        if ((receiver & _openSites) != 0)
            return ContractOf(method, _depth);
        return lost == 0 ? ContractOf(method, CalleeSummaries.Unseen) : ContractOf(method, _context.Summaries.FindUse(method, lost, _depth, _cancel));
    }

    private bool GivesWhatIsLost(IInvocationOperation call, Dictionary<(SyntaxNode, ISymbol?), Site> before)
    {
        if (IsOpen(null))
            return true;
        foreach (var parameter in call.TargetMethod.Parameters)
        {
            if (parameter.RefKind == RefKind.Out && IsOpen(parameter))
                return true;
        }

        foreach (var element in TupleResults.ElementsOf(call.TargetMethod, _context))
        {
            if (IsOpen(element))
                return true;
        }

        return false;

        bool IsOpen(ISymbol? slot) => before.TryGetValue((call.Syntax, slot), out var seen) && !seen.IsSettled;
    }
}
