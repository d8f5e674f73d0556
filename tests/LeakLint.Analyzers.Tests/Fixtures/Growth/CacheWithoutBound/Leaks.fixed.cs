using Microsoft.Extensions.Caching.Memory;

public sealed class Profiles(IMemoryCache cache)
{
    private readonly IMemoryCache _cache = cache;

    public void Keep(string userId, object profile) => _cache.Set(userId, profile, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(30) });

    public void KeepCombined(Guid tenant, object profile) => _cache.Set($"profile:{tenant}", profile, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(30) });

    public void EmptyOptions(string sessionId, object profile) =>
        _cache.Set(sessionId, profile, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(30) });

    public object? Find(string userId, Func<string, object> load) => _cache.GetOrCreate(userId, _ => load(userId), new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(30) });

    public Task<object?> FindAsync(string userId, Func<string, Task<object?>> load) =>
        _cache.GetOrCreateAsync(userId, entry => load(userId), new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(30) });
}
