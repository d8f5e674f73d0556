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

    // A priority keeps it even longer.
    public void Precious(string userId, object profile) =>
        _cache.Set(userId, profile, new MemoryCacheEntryOptions { Priority = CacheItemPriority.NeverRemove, SlidingExpiration = TimeSpan.FromMinutes(30) });

    public void OptionsInLocal(string sessionId, object profile)
    {
        var options = new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(30) };
        options.RegisterPostEvictionCallback((key, _, reason, _) => Console.WriteLine($"{key} {reason}"));
        _cache.Set(sessionId, profile, options);
    }

    public object? OnlyPriority(string userId, Func<string, object> load) => _cache.GetOrCreate(userId, entry =>
    {
        entry.Priority = CacheItemPriority.High;
        return load(userId);
    }, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(30) });

    public void ByEntry(string userId, object profile)
    {
        using var entry = _cache.CreateEntry(userId);
        entry.SlidingExpiration = TimeSpan.FromMinutes(30);
        entry.Value = profile;
    }
}
