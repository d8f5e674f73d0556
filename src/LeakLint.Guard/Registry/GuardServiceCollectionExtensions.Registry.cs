using System;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard;

public static partial class GuardServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="ResourceRegistry{TKey, TResource}"/> that is created when the host starts (so that wrong options stop the start)
    /// and drained in <see cref="ShutdownPhase.Dispose"/>.
    /// </summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TResource">The type of the resources.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the limits; the capacity has no default.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddResourceRegistry<TKey, TResource>(
        this IServiceCollection services, Action<ResourceRegistryOptions<TKey, TResource>> configure)
        where TKey : notnull
        where TResource : class
    {
        ArgumentNullException.ThrowIfNull(configure);
        if (!services.TryAddSetup<ResourceRegistry<TKey, TResource>, ResourceRegistryOptions<TKey, TResource>>(configure))
            return services;
        services.AddSingleton(static provider => new ResourceRegistry<TKey, TResource>(
            provider.Configure(new ResourceRegistryOptions<TKey, TResource> { Capacity = 0 }),
            provider.GetService<TimeProvider>(),
            provider.GetService<ILogger<ResourceRegistry<TKey, TResource>>>()));
        services.AddSingleton(new OwnedRegistration(static provider => provider.GetRequiredService<ResourceRegistry<TKey, TResource>>()));
        return services.AddShutdownCallback(
            ShutdownPhase.Dispose, $"drain the registry of {typeof(TResource).Name}",
            static (provider, _) => provider.GetRequiredService<ResourceRegistry<TKey, TResource>>().DisposeAsync());
    }
}
