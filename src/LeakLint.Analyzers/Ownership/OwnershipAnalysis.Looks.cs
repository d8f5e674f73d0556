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
    private OwnershipAnalysis? _before;
    private bool _asksMakers;
    private bool _leavesMakersAside;
    private ulong _openSites;

    private bool IsAllSettled => _sites.TrueForAll(site => site.IsSettled);

    /// <summary>A resource stays open that any look before lost: what settled it in the second has to be known in the third.</summary>
    private void NoteBefore(Site site, (SyntaxNode, ISymbol?) key)
    {
        var look = _before;
        while (look is not null && look._siteBySyntax.TryGetValue(key, out var seen) && seen.IsSettled)
            look = look._before;
        if (look is not null || _before is null)
            _openSites |= site.Bit;
    }

    /// <summary>Whether this look lost the resource; where it did not meet it any more, whether the one before did.</summary>
    private bool Loses((SyntaxNode, ISymbol?) key) =>
        _siteBySyntax.TryGetValue(key, out var site) ? !site.IsSettled : _before is not null && _before.Loses(key);

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
        var lost = (receiver & _openSites) != 0 ? CalleeSyntax.Receiver : 0ul;
        for (var i = 0; i < arguments.Length; i++)
        {
            if ((arguments[i] & _openSites) != 0 && call.Arguments[i].Parameter is { Ordinal: var position })
                lost |= 1ul << position;
        }

        return lost == 0 ? ContractOf(method, CalleeSummaries.Unseen) : ContractOf(method, _context.Summaries.FindUse(method, lost, _depth, _cancel));
    }

    private bool GivesWhatIsLost(IInvocationOperation call, OwnershipAnalysis before)
    {
        if (before.Loses((call.Syntax, null)))
            return true;
        foreach (var parameter in call.TargetMethod.Parameters)
        {
            if (parameter.RefKind == RefKind.Out && before.Loses((call.Syntax, parameter)))
                return true;
        }

        foreach (var element in TupleResults.ElementsOf(call.TargetMethod, _context))
        {
            if (before.Loses((call.Syntax, element)))
                return true;
        }

        return false;
    }
}
