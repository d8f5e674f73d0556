using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard.Tests.Testing;

/// <summary>Short ways to say what a test is not about.</summary>
internal static class Registries
{
    public static ResourceRegistry<string, Probe> Create(
        int capacity = 8, TimeProvider? time = null, Action<ResourceRegistryOptions<string, Probe>>? configure = null, ILogger? logger = null)
    {
        ResourceRegistryOptions<string, Probe> options = new() { Capacity = capacity };
        configure?.Invoke(options);
        return new ResourceRegistry<string, Probe>(options, time, logger);
    }

    /// <summary>Takes a lease, creating a probe named like its key.</summary>
    public static Task<ResourceLease<Probe>> LeaseAsync(
        this ResourceRegistry<string, Probe> registry, string key, CancellationToken cancellationToken = default)
        => registry.GetOrAddAsync(key, static (k, _) => new ValueTask<Probe>(new Probe(k)), cancellationToken).AsTask().WaitAsync(Eventually.Limit, CancellationToken.None);

    /// <summary>Puts a probe in and leaves it idle.</summary>
    public static async Task<Probe> AddIdleAsync(this ResourceRegistry<string, Probe> registry, string key)
    {
        using ResourceLease<Probe> lease = await registry.LeaseAsync(key);
        return lease.Value;
    }

    public static bool Has(this ResourceRegistry<string, Probe> registry, string key)
    {
        bool has = registry.TryAcquire(key, out ResourceLease<Probe>? lease);
        lease?.Dispose();
        return has;
    }
}
