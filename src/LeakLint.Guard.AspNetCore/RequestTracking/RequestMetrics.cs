using System.Collections.Generic;
using System.Diagnostics.Metrics;

namespace LeakLint.Guard.AspNetCore.RequestTracking;

/// <summary>What request tracking counts, as an instrument of the meter "LeakLint.Guard".</summary>
internal static class RequestMetrics
{
    private static readonly Meter _meter = new("LeakLint.Guard");

    private static readonly Counter<long> _suspected = _meter.CreateCounter<long>(
        "leaklint.request.suspected", "{request}", "Requests that left behind what they created.");

    public static void Suspected(string route) => _suspected.Add(1, new KeyValuePair<string, object?>("http.route", route));
}
