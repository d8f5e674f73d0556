using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>
/// Two looks: the first takes callees to do nothing. What is not lost then is not lost whatever they do, so the second looks only into
/// callees that concern something else.
/// </content>
internal sealed partial class OwnershipAnalysis
{
    private Dictionary<(SyntaxNode, ISymbol?), Site>? _firstLook;
    private ulong _openSites;

    private void NoteFirstLook(Site site, (SyntaxNode, ISymbol?) key)
    {
        if (_firstLook is null || !_firstLook.TryGetValue(key, out var seen) || !seen.IsSettled)
            _openSites |= site.Bit;
    }

    /// <summary>How deep to look into a callee that is given these resources.</summary>
    private int DepthFor(ulong given) => (given & _openSites) != 0 ? _depth : CalleeSummaries.Unseen;

    /// <summary>How deep to look into a callee that is given these resources, or gives some itself.</summary>
    private int DepthFor(IInvocationOperation call, ulong given)
    {
        if (_firstLook is null || (given & _openSites) != 0 || IsOpen(null))
            return _depth;
        foreach (var parameter in call.TargetMethod.Parameters)
        {
            if (parameter.RefKind == RefKind.Out && IsOpen(parameter))
                return _depth;
        }

        foreach (var element in TupleResults.ElementsOf(call.TargetMethod, _context))
        {
            if (IsOpen(element))
                return _depth;
        }

        return CalleeSummaries.Unseen;

        bool IsOpen(ISymbol? slot) => _firstLook.TryGetValue((call.Syntax, slot), out var seen) && !seen.IsSettled;
    }
}
