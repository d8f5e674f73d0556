using System;
using System.Collections.Generic;

namespace LeakLint.Guard.Monitoring;

/// <summary>Lets a message of a kind through once in a while: what goes wrong with every sample is told with the first, and then now and again.</summary>
internal sealed class LogLimit(TimeSpan interval, TimeProvider clock)
{
    private readonly object _gate = new();
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);

    /// <summary>Whether a message of this kind may be written now.</summary>
    public bool TryPass(string kind)
    {
        lock (_gate)
        {
            if (_last.TryGetValue(kind, out var last) && clock.GetElapsedTime(last) < interval)
                return false;
            _last[kind] = clock.GetTimestamp();
            return true;
        }
    }
}
