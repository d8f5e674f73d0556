using System;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard.AspNetCore.Tests.Docs;

/// <summary>The code of docs/concepts/runtime-monitoring.md, so that it compiles.</summary>
internal static class MonitoringExamples
{
    public static WebApplication Setup(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddLeakLintGuard();
        builder.Services.AddHealthChecks().AddLeakLint();

        var app = builder.Build();
        app.UseLeakLintRequestTracking();
        app.MapHealthChecks("/health");
        app.MapLeakLintDiagnostics();

        return app;
    }

    public static WebApplication Configured(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IResourceProbe, OpenSessions>();
        builder.Services.AddLeakLintGuard(options =>
        {
            options.Memory = new(0.70, 0.85, 0.95);                       // shares of the limits of live_heap and working_set
            options.Thresholds["open_sessions"] = new(400, 450, 500);     // in the unit of the resource
            options.Thresholds[MonitoredResource.ChildProcesses] = new(20, 40, 60);
            options.StopApplicationAtMaximum = true;                      // off by default
        });

        var app = builder.Build();
        app.MapLeakLintDiagnostics("/ops/leaks", allowCollection: true).RequireAuthorization("operators");
        return app;
    }

    public static void Listen(LeakMonitor monitor, ILogger logger, Action meanwhile)
    {
        using var subscription = monitor.OnStatusChanged((status, snapshot) =>
            logger.LogWarning("{Status}: {Bytes} bytes in use", status, snapshot.WorkingSetBytes));
        meanwhile();
    }

    internal sealed class SessionStore
    {
        public long Count { get; set; }
    }

    public sealed class OpenSessions(SessionStore store) : IResourceProbe
    {
        public string Name => "open_sessions";

        public string Unit => "{session}";

        public long Measure() => store.Count;
    }

    public sealed class DbSession : IDisposable
    {
        private readonly LeakTrackingHandle _tracking;

        public DbSession() => _tracking = LeakTracker.Track(this, "db-session");

        public void Dispose() => _tracking.Release(this);

        public void GiveToPool() => _tracking.Detach();
    }
}
