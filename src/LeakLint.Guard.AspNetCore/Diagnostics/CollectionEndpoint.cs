using System;
using System.Globalization;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace LeakLint.Guard.AspNetCore.Diagnostics;

/// <summary>The answer of <c>POST gc</c>.</summary>
internal sealed record CollectionResult(long HeapBytesBefore, long HeapBytesAfter, double Milliseconds);

/// <summary>Collects on request, once a minute: each collection stops the program.</summary>
internal sealed class CollectionEndpoint(LeakMonitor monitor, TimeProvider clock)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private long? _last;

    public Task RunAsync(HttpContext context)
    {
        if (FindWait() is { } wait)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        }

        return DiagnosticsJson.WriteAsync(context, Collect());
    }

    /// <summary>How long to wait for the next turn, or null when it is now, and is taken.</summary>
    private TimeSpan? FindWait()
    {
        lock (_gate)
        {
            if (_last is { } last && _interval - clock.GetElapsedTime(last) is var wait && wait > TimeSpan.Zero)
                return wait;
            _last = clock.GetTimestamp();
            return null;
        }
    }

    private CollectionResult Collect()
    {
        var before = GC.GetTotalMemory(forceFullCollection: false);
        var start = clock.GetTimestamp();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        var elapsed = clock.GetElapsedTime(start);
        var after = monitor.Sample().LiveHeapBytes ?? GC.GetTotalMemory(forceFullCollection: false);
        return new CollectionResult(before, after, elapsed.TotalMilliseconds);
    }
}
