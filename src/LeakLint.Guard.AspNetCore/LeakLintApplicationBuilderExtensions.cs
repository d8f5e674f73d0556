using System;
using LeakLint.Guard.AspNetCore.RequestTracking;
using Microsoft.AspNetCore.Builder;

namespace LeakLint.Guard.AspNetCore;

/// <summary>Finds requests that leave something behind.</summary>
public static class LeakLintApplicationBuilderExtensions
{
    /// <summary>
    /// Begins a <see cref="LeakScope"/> for each request from here on. When a request has ended, its response is complete, and a second has
    /// passed, what was tracked in it (<see cref="LeakTracker"/>, child processes of a <see cref="ChildProcessGroup"/>) must be released or
    /// detached: otherwise the request is logged as <c>LEAK_SUSPECTED</c>, once a minute for each route, and counted by the metric
    /// <c>leaklint.request.suspected</c>.
    /// </summary>
    /// <remarks>
    /// It goes by who owns what, not by memory, which says nothing about one request among others. A request that tracks nothing costs some
    /// hundred nanoseconds. Put it before everything that may create resources.
    /// </remarks>
    /// <param name="app">The application.</param>
    /// <returns>The application.</returns>
    public static IApplicationBuilder UseLeakLintRequestTracking(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var tracking = new RequestTracker(app.ApplicationServices);
        return app.Use(next => context => tracking.RunAsync(context, next));
    }
}
