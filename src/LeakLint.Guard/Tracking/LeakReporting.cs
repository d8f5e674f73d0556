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

    /// <summary>To be called before anything can leak: from then on it is seen when the process begins to end.</summary>
    public static void Start()
    {
    }

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
        try
        {
            Tell(sample);
            TrackingMetrics.Leaked(sample.Kind);
        }
        catch (Exception)
        {
            // Who listens to the metric is foreign code, and what it throws here would end the process.
        }
    }

    private static void Tell(LeakSample sample)
    {
        var stack = sample.CreationStack;
        var site = sample.Kind + Environment.NewLine + stack;
        if (_sites.Count >= MaxSites && !_sites.ContainsKey(site))
            site = OtherSites;
        var records = sample.Records;
        var known = _sites.GetOrAdd(site, static (_, text) => new LeakSite(text), stack);
        // What leaks stays tracked: a thousand from one place shall not keep a thousand stacks.
        sample.KeepOnly(site == OtherSites ? stack : known.Stack);
        if (known.Count() is { } suppressed)
            LeakTracker.Raise(new LeakReport(sample.Kind, stack, records, sample.Age, suppressed));
    }

    /// <summary>A place from which things leak. The first leak is told, then the tenth, the hundredth and so on.</summary>
    private sealed class LeakSite(string stack)
    {
        private readonly object _gate = new();
        private long _count;
        private long _next = 1;
        private long _told;

        public string Stack { get; } = stack;

        /// <summary>Counts a leak.</summary>
        /// <returns>How many were kept back since the last that was told, if this one is to be told.</returns>
        public int? Count()
        {
            lock (_gate)
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
