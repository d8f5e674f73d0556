using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Linq;

namespace LeakLint.Guard.Tracking;

/// <summary>What the tracker counts, as instruments of the meter "LeakLint.Guard".</summary>
internal static class TrackingMetrics
{
    private static readonly Counter<long> _leaked = GuardMeter.Process.CreateCounter<long>(
        "leaklint.resource.leaked", "{resource}", "Sampled things that were collected without having been released.");

    static TrackingMetrics() => GuardMeter.Process.CreateObservableUpDownCounter(
        "leaklint.resource.active", Observe, "{resource}", "Tracked things that are not released.");

    /// <summary>Makes the instruments known, which nothing but looking at them does.</summary>
    public static void Start()
    {
    }

    public static void Leaked(string kind) => _leaked.Add(1, new KeyValuePair<string, object?>(GuardMeter.Kind, kind));

    private static IEnumerable<Measurement<long>> Observe()
        => LeakTracker.CountActive().Select(pair => new Measurement<long>(pair.Value, new KeyValuePair<string, object?>(GuardMeter.Kind, pair.Key)));
}
