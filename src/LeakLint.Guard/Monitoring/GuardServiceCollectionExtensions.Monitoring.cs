using System;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard;

public static partial class GuardServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="LeakMonitor"/> that samples while the host runs, with every <see cref="IResourceProbe"/> among the services, and
    /// a <see cref="ShutdownCoordinator"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets thresholds and times.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddLeakLintGuard(this IServiceCollection services, Action<LeakMonitorOptions>? configure = null)
    {
        if (!services.TryAddSetup<LeakMonitor, LeakMonitorOptions>(configure))
            return services;
        services.AddShutdownCoordinator();
        services.AddSingleton(static provider => new LeakMonitor(
            provider.CreateOptions<LeakMonitorOptions>(),
            provider.GetServices<IResourceProbe>(),
            provider.GetService<IHostApplicationLifetime>(),
            provider.GetService<TimeProvider>(),
            provider.GetService<ILogger<LeakMonitor>>(),
            provider.GetService<IMeterFactory>()));
        return services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<LeakMonitor>());
    }
}
