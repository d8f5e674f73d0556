using System;
using LeakLint.Guard.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LeakLint.Guard.AspNetCore;

/// <summary>Shows what a <see cref="LeakMonitor"/> sees.</summary>
public static class LeakLintEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Adds <c>GET stats</c> (the status, the latest snapshot, what grows, what is tracked by kind) and <c>GET history</c> (the latest
    /// snapshots) in JSON, and on request <c>POST gc</c>.
    /// </summary>
    /// <remarks>
    /// Only authenticated users get an answer. With authentication and authorisation among the services, the default policy holds, others
    /// can be added with <c>RequireAuthorization(…)</c> on the result, and strangers are challenged (401). Without, the endpoints are not
    /// there for strangers (404). <c>AllowAnonymous()</c> on the result opens them: then keep them off the public network.
    /// </remarks>
    /// <param name="endpoints">The endpoints of the application.</param>
    /// <param name="prefix">What the paths begin with.</param>
    /// <param name="allowCollection">
    /// Whether to add <c>POST gc</c>, which makes the runtime do a full, blocking collection, at most once a minute, and answers with what
    /// it freed. It stops the program for as long as it takes.
    /// </param>
    /// <returns>The endpoints, to set conventions for.</returns>
    /// <exception cref="InvalidOperationException">There is no monitor: <c>services.AddLeakLintGuard()</c> adds it.</exception>
    public static IEndpointConventionBuilder MapLeakLintDiagnostics(
        this IEndpointRouteBuilder endpoints, string prefix = "/leaklint", bool allowCollection = false)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var services = endpoints.ServiceProvider;
        var monitor = services.GetService<LeakMonitor>()
            ?? throw new InvalidOperationException("There is no LeakMonitor: call services.AddLeakLintGuard().");
        var group = endpoints.MapGroup(prefix);
        group.MapGet("stats", Access.Guard(context => DiagnosticsJson.WriteAsync(context, MonitorStats.Of(monitor))));
        group.MapGet("history", Access.Guard(context => DiagnosticsJson.WriteAsync(context, monitor.GetHistory())));
        if (allowCollection)
        {
            var collection = new CollectionEndpoint(monitor, services.GetService<TimeProvider>() ?? TimeProvider.System);
            group.MapPost("gc", Access.Guard(collection.RunAsync));
        }

        if (Access.CanChallenge(services))
            group.RequireAuthorization();
        return group;
    }
}
