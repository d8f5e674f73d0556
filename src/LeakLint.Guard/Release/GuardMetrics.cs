using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;

namespace LeakLint.Guard.Release;

/// <summary>What the collections count, as instruments of the meter "LeakLint.Guard".</summary>
internal static class GuardMetrics
{
    private static readonly Counter<long> Evictions =
        GuardMeter.Process.CreateCounter<long>("leaklint.registry.evictions", "{eviction}", "Entries that a collection let go of.");

    private static readonly Counter<long> DisposalErrors =
        GuardMeter.Process.CreateCounter<long>("leaklint.disposal.errors", "{error}", "Values whose disposal threw.");

    private static readonly Histogram<double> DisposalDuration =
        GuardMeter.Process.CreateHistogram<double>("leaklint.disposal.duration", "s", "How long disposing a value took, failures included.");

    public static void Evicted(string collection, EvictionReason reason)
    {
        if (Evictions.Enabled)
        {
            Evictions.Add(1, new(GuardMeter.Kind, collection), new("leaklint.eviction.reason", reason.ToString()));
        }
    }

    public static void Disposed(string collection, TimeSpan duration)
    {
        if (DisposalDuration.Enabled)
        {
            DisposalDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>(GuardMeter.Kind, collection));
        }
    }

    public static void DisposalFailed(string collection, Exception error)
        => DisposalErrors.Add(1, new KeyValuePair<string, object?>(GuardMeter.Kind, collection), new("error.type", error.GetType().FullName));
}
