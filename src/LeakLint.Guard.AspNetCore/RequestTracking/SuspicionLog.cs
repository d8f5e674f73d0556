using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard.AspNetCore.RequestTracking;

/// <summary>Writes suspicions, one a minute for each route: a route that leaks does so with each request.</summary>
internal sealed class SuspicionLog(ILogger logger, TimeProvider clock)
{
    private const int MaxNames = 5;
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    // As many as there are routes. Not by method: that is whatever a client sends.
    private readonly ConcurrentDictionary<string, RouteEntry> _routes = new(StringComparer.Ordinal);

    public void Write(SuspectRequest suspect)
    {
        var entry = _routes.GetOrAdd(suspect.RouteText, static _ => new RouteEntry());
        if (entry.TryPass(clock, _interval) is not { } suppressed)
            return;
        // Looks through everything that is tracked, and so comes last.
        var left = suspect.Scope.FindActive();
        if (left.Count > 0)
            RequestLog.LeakSuspected(logger, suspect.Method, suspect.RouteText, left.Count, Describe(left), suppressed, suspect.AllocatedBytes);
    }

    private static string Describe(IReadOnlyList<ActiveResource> left)
    {
        var names = left.GroupBy(resource => resource.ToString(), StringComparer.Ordinal)
            .Select(group => group.Count() == 1 ? group.Key : $"{group.Count()} × {group.Key}")
            .ToArray();
        var text = string.Join(", ", names.Take(MaxNames)) + (names.Length > MaxNames ? ", …" : "");
        return left.Select(resource => resource.CreationStack).OfType<string>().FirstOrDefault() is { } stack
            ? $"{text}. One was created here:{Environment.NewLine}{stack}"
            : text;
    }

    private sealed class RouteEntry
    {
        private readonly object _gate = new();
        private long? _last;
        private int _suppressed;

        /// <summary>Whether to write, and how many were not written since the last time.</summary>
        public int? TryPass(TimeProvider clock, TimeSpan interval)
        {
            lock (_gate)
            {
                if (_last is { } last && clock.GetElapsedTime(last) < interval)
                {
                    _suppressed++;
                    return null;
                }

                _last = clock.GetTimestamp();
                var suppressed = _suppressed;
                _suppressed = 0;
                return suppressed;
            }
        }
    }
}
