using Microsoft.Extensions.Caching.Memory;

public static class Startup
{
    public static void Configure(IServiceCollection services) => services.AddMemoryCache(options => options.SizeLimit = 1000);
}

// Silent: the cache that the container gives has a limit, and refuses what has no size.
public sealed class Profiles(IMemoryCache cache)
{
    public void Keep(string userId, object profile) => cache.Set(userId, profile);
}
