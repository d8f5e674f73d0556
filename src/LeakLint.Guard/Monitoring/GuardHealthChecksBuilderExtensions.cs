using System;
using System.Collections.Generic;
using LeakLint.Guard.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LeakLint.Guard;

/// <summary>Tells the status of the <see cref="LeakMonitor"/> where health is asked for.</summary>
public static class GuardHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a health check: <see cref="LeakStatus.Warning"/> is degraded, <see cref="LeakStatus.Critical"/> and
    /// <see cref="LeakStatus.Maximum"/> are unhealthy. Its description names the causes, its data the numbers. Adds the monitor, too,
    /// if <c>AddLeakLintGuard</c> did not.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="tags">Tags to choose checks by, for instance for readiness only.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddLeakLint(this IHealthChecksBuilder builder, string name = "leaklint", IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.Services.AddLeakLintGuard();
        return builder.Add(new HealthCheckRegistration(
            name, static provider => new LeakHealthCheck(provider.GetRequiredService<LeakMonitor>()), failureStatus: null, tags));
    }
}
