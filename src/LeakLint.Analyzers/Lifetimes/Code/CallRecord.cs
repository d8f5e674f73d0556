using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>The calls within a compilation, gathered from many threads.</summary>
/// <remarks>The calls that hardly anybody asks for are only put in a row; they are sorted when somebody does.</remarks>
internal sealed class CallRecord
{
    private readonly ConcurrentDictionary<ISymbol, ConcurrentDictionary<ISymbol, bool>> _tracked = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HashSet<ISymbol>> _others = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentQueue<(ISymbol Callee, ISymbol Caller)> _unsorted = new();

    public void Note(ISymbol callee, ISymbol caller, bool isTracked)
    {
        if (!isTracked)
            _unsorted.Enqueue((callee, caller));
        else if (!SymbolEqualityComparer.Default.Equals(callee, caller))
            _tracked.GetOrAdd(callee, static _ => new(SymbolEqualityComparer.Default)).TryAdd(caller, true);
    }

    /// <summary>The callers of a member whose calls are tracked.</summary>
    public IEnumerable<ISymbol> Of(ISymbol member) => _tracked.TryGetValue(member.OriginalDefinition, out var callers) ? callers.Keys : [];

    /// <summary>The callers of any other member. Complete at the end of the compilation only.</summary>
    public IReadOnlyCollection<ISymbol> OfOther(ISymbol member)
    {
        lock (_others)
        {
            while (_unsorted.TryDequeue(out var call))
            {
                if (SymbolEqualityComparer.Default.Equals(call.Callee, call.Caller))
                    continue;
                if (!_others.TryGetValue(call.Callee, out var known))
                    _others.Add(call.Callee, known = new(SymbolEqualityComparer.Default));
                known.Add(call.Caller);
            }

            return _others.TryGetValue(member.OriginalDefinition, out var callers) ? [.. callers] : [];
        }
    }
}
