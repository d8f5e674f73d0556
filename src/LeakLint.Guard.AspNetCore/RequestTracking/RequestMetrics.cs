using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace LeakLint.Guard.AspNetCore.RequestTracking;

/// <summary>What request tracking counts, as an instrument of the meter "LeakLint.Guard" of the host.</summary>
internal sealed class RequestMetrics
{
    private const string MeterName = "LeakLint.Guard";

    // Of a host without a meter factory.
    private static readonly Meter _shared = new(MeterName);

    private readonly Counter<long> _suspected;

    public RequestMetrics(IServiceProvider services)
    {
        var meter = services.GetService<IMeterFactory>()?.Create(MeterName) ?? _shared;
        _suspected = meter.CreateCounter<long>("leaklint.request.suspected", "{request}", "Requests that left behind what they created.");
    }

    /// <summary>Counts a request; the attribute is left out, as the convention wants it, when the request had no route.</summary>
    public void Suspected(string? route)
    {
        if (route is null)
            _suspected.Add(1);
        else
            _suspected.Add(1, new KeyValuePair<string, object?>("http.route", route));
    }
}
