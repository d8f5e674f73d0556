using System;
using System.Collections.Concurrent;
using System.Threading;

namespace LeakLint.Guard.Tracking;

/// <summary>Tells of leaks off the finalizer thread, and of a place that goes on leaking ever more rarely.</summary>
internal static class LeakReporting
{
    private const int MaxSites = 1024;
    private const string OtherSites = "";

    private static readonly ConcurrentDictionary<string, LeakSite> _sites = new();
    private static bool _isExiting;

    static LeakReporting() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => Volatile.Write(ref _isExiting, true);

    private static bool IsExiting => Volatile.Read(ref _isExiting) || Environment.HasShutdownStarted;

    /// <summary>Called by the finalizer thread: does nothing that could block it or throw.</summary>
    public static void Queue(LeakSample sample)
    {
        if (!IsExiting)
            ThreadPool.UnsafeQueueUserWorkItem(static leaked => Report(leaked), sample, preferLocal: false);
    }

    private static void Report(LeakSample sample)
    {
        if (IsExiting)
            return;
        TrackingMetrics.Leaked(sample.Kind);
        var stack = sample.CreationStack;
        var site = sample.Kind + Environment.NewLine + stack;
        if (_sites.Count >= MaxSites && !_sites.ContainsKey(site))
            site = OtherSites;
        if (_sites.GetOrAdd(site, static _ => new LeakSite()).Count() is { } suppressed)
            LeakTracker.Raise(new LeakReport(sample.Kind, stack, sample.Records, sample.Age, suppressed));
    }

    /// <summary>A place from which things leak. The first leak is told, then the tenth, the hundredth and so on.</summary>
    private sealed class LeakSite
    {
        private long _count;
        private long _next = 1;
        private long _told;

        /// <summary>Counts a leak.</summary>
        /// <returns>How many were kept back since the last that was told, if this one is to be told.</returns>
        public int? Count()
        {
            lock (this)
            {
                if (++_count < _next)
                    return null;
                var suppressed = (int)Math.Min(_count - _told - 1, int.MaxValue);
                _told = _count;
                _next *= 10;
                return suppressed;
            }
        }
    }
}
