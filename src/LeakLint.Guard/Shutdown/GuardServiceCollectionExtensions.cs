using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard;

/// <summary>Puts the owners of processes, resources, work and shutdown into a host, and what watches them.</summary>
public static partial class GuardServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="ShutdownCoordinator"/> that the host runs: <see cref="ShutdownPhase.StopAccepting"/> and
    /// <see cref="ShutdownPhase.Drain"/> before any hosted service stops, the other phases after all have stopped. The other methods
    /// of this class call it.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the times. Keep the whole below the host's <c>ShutdownTimeout</c>.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddShutdownCoordinator(this IServiceCollection services, Action<ShutdownOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.TryAddSetup<ShutdownCoordinator, ShutdownOptions>(configure))
        {
            services.AddSingleton(CreateCoordinator);
            services.AddSingleton<IHostedService, ShutdownLifecycle>();
        }

        return services;
    }

    /// <summary>Adds a callback to the host's shutdown.</summary>
    /// <param name="services">The services.</param>
    /// <param name="phase">When it runs.</param>
    /// <param name="name">What logs and the report call it.</param>
    /// <param name="callback">What to do; see <see cref="ShutdownCoordinator.Register"/>.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddShutdownCallback(
        this IServiceCollection services, ShutdownPhase phase, string name, Func<IServiceProvider, CancellationToken, ValueTask> callback)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(callback);
        services.AddShutdownCoordinator();
        services.AddSingleton(new ShutdownCallbackRegistration(phase, name, callback));
        return services;
    }

    /// <summary>
    /// Adds an object that exists already, and lets the container dispose it at the end. <c>AddSingleton(instance)</c> never does.
    /// Without a host, the container disposes it only if it was asked for at least once.
    /// </summary>
    /// <typeparam name="TService">The type to ask for.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="instance">The object. The container owns it from now on.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddOwnedSingleton<TService>(this IServiceCollection services, TService instance)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(instance);
        services.AddShutdownCoordinator();
        // The container disposes what its factories hand out, and only once somebody asked: so the host asks when it starts.
        services.AddSingleton<TService>(_ => instance);
        services.AddSingleton(new OwnedRegistration(provider => _ = provider.GetServices<TService>().Count()));
        return services;
    }

    /// <summary>
    /// Adds a <see cref="ChildProcessGroup"/> that is created when the host starts (so that missing protection stops the start), is
    /// stopped gracefully in <see cref="ShutdownPhase.Dispose"/>, and killed in <see cref="ShutdownPhase.KillProcesses"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets limits and promises.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddChildProcessGroup(this IServiceCollection services, Action<ChildProcessGroupOptions>? configure = null)
    {
        if (!services.TryAddSetup<ChildProcessGroup, ChildProcessGroupOptions>(configure))
            return services;
        services.AddSingleton(provider => new ChildProcessGroup(
            provider.CreateOptions<ChildProcessGroupOptions>(),
            provider.GetService<TimeProvider>(), provider.GetService<ILogger<ChildProcessGroup>>()));
        services.AddSingleton(new OwnedRegistration(static provider => provider.GetRequiredService<ChildProcessGroup>()));
        services.AddShutdownCallback(
            ShutdownPhase.Dispose, "stop child processes",
            static (provider, token) => provider.GetRequiredService<ChildProcessGroup>().StopAsync(token));
        return services.AddShutdownCallback(
            ShutdownPhase.KillProcesses, "kill child processes", static (provider, _) =>
            {
                provider.GetRequiredService<ChildProcessGroup>().Dispose();
                return ValueTask.CompletedTask;
            });
    }

    /// <summary>Adds a <see cref="BackgroundTaskTracker"/> that is drained in <see cref="ShutdownPhase.Drain"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets limits.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddBackgroundTaskTracker(
        this IServiceCollection services, Action<BackgroundTaskTrackerOptions>? configure = null)
    {
        if (!services.TryAddSetup<BackgroundTaskTracker, BackgroundTaskTrackerOptions>(configure))
            return services;
        services.AddSingleton(provider => new BackgroundTaskTracker(
            provider.CreateOptions<BackgroundTaskTrackerOptions>(),
            provider.GetService<TimeProvider>(), provider.GetService<ILogger<BackgroundTaskTracker>>()));
        return services.AddShutdownCallback(
            ShutdownPhase.Drain, "drain background tasks",
            static (provider, token) => provider.GetRequiredService<BackgroundTaskTracker>().DrainWithOptionsAsync(token));
    }

    private static ShutdownCoordinator CreateCoordinator(IServiceProvider provider)
    {
        var coordinator = new ShutdownCoordinator(
            provider.CreateOptions<ShutdownOptions>(),
            provider.GetService<TimeProvider>(), provider.GetService<ILogger<ShutdownCoordinator>>()) { IsHosted = true };
        foreach (var (phase, name, callback) in provider.GetServices<ShutdownCallbackRegistration>())
            coordinator.Register(phase, name, token => callback(provider, token));
        return coordinator;
    }

    /// <summary>Notes how to configure a service. Several calls configure one service, in turn.</summary>
    /// <returns>Whether this is the first call for the service.</returns>
    private static bool TryAddSetup<TService, TOptions>(this IServiceCollection services, Action<TOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
            services.AddSingleton(new Setup<TOptions>(configure));
        return services.All(descriptor => descriptor.ServiceType != typeof(TService));
    }

    private static TOptions CreateOptions<TOptions>(this IServiceProvider provider)
        where TOptions : new()
        => provider.Configure(new TOptions());

    private static TOptions Configure<TOptions>(this IServiceProvider provider, TOptions options)
    {
        foreach (var setup in provider.GetServices<Setup<TOptions>>())
            setup.Configure(options);
        return options;
    }

    private sealed record Setup<TOptions>(Action<TOptions> Configure);
}
