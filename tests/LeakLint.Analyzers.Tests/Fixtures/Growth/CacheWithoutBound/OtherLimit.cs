using Microsoft.Extensions.Caching.Memory;

public static class Startup
{
    public static void Configure(IServiceCollection services) => services.AddMemoryCache(options => options.SizeLimit = null);
}

// The limit belongs to a cache that this type alone uses.
public sealed class Avatars : IDisposable
{
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 1000 });

    public void Keep(string userId, object avatar) => _cache.Set(userId, avatar, new MemoryCacheEntryOptions { Size = 1 });

    public void Dispose() => _cache.Dispose();
}

public sealed class Profiles(IMemoryCache cache)
{
    public void Keep(string userId, object profile) => cache.Set(userId, profile); // want LEAK2005: cache
}
