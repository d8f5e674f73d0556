using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeakLint.Guard.AspNetCore.RequestTracking;

/// <summary>Runs each request in a scope of its own, and looks at what is left in it. Requests that leave nothing pay for the scope only.</summary>
internal sealed class RequestTracker
{
    private const string ScopeName = "request";

    /// <summary>
    /// How long after its end a request may still hold what it created: services that live as long as the request, and what is registered
    /// with its response, are disposed after all middleware has returned, in an order that nobody can be last in.
    /// </summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(1);

    private readonly RequestLoad _load = new();
    private readonly TimeProvider _clock;
    private readonly SuspicionLog _log;
    private readonly RequestMetrics _metrics;

    public RequestTracker(IServiceProvider services)
    {
        _clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var logger = services.GetService<ILoggerFactory>()?.CreateLogger("LeakLint.Guard.AspNetCore.RequestTracking") ?? (ILogger)NullLogger.Instance;
        _log = new SuspicionLog(logger, _clock);
        _metrics = new RequestMetrics(services);
    }

    // Asynchronous also because that keeps the scope from flowing out to who called, at no cost: its execution context is dropped.
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var stay = _load.Enter();
        var scope = LeakScope.Begin(ScopeName);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            scope.Dispose();
            var allocated = _load.Leave(stay);
            if (scope.ActiveCount > 0)
                Suspect(context, scope, allocated);
        }
    }

    private void Suspect(HttpContext context, LeakScope scope, long? allocatedBytes)
    {
        // The context is used again for another request: what is told of this one is taken now.
        var suspect = new SuspectRequest(context.Request.Method, SuspectRequest.FindRoute(context), scope, allocatedBytes);
        context.Response.OnCompleted(() =>
        {
            // Nobody waits for the judgement, the connection least of all.
            _ = JudgeAsync(suspect);
            return Task.CompletedTask;
        });
    }

    private async Task JudgeAsync(SuspectRequest suspect)
    {
        await Task.Delay(_grace, _clock).ConfigureAwait(false);
        if (suspect.Scope.ActiveCount == 0)
            return;
        _metrics.Suspected(suspect.Route);
        _log.Write(suspect);
    }
}
