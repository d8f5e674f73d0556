using Microsoft.Extensions.Caching.Memory;

public sealed class Profiles(IMemoryCache cache)
{
    private readonly IMemoryCache _cache = cache;

    public void Keep(string userId, object profile) => _cache.Set(userId, profile); // want LEAK2005: userId

    public void KeepCombined(Guid tenant, object profile) => _cache.Set($"profile:{tenant}", profile); // want LEAK2005: _cache

    public void EmptyOptions(string sessionId, object profile) =>
        _cache.Set(sessionId, profile, new MemoryCacheEntryOptions()); // want LEAK2005: Set

    public object? Find(string userId, Func<string, object> load) => _cache.GetOrCreate(userId, _ => load(userId)); // want LEAK2005: GetOrCreate

    public Task<object?> FindAsync(string userId, Func<string, Task<object?>> load) =>
        _cache.GetOrCreateAsync(userId, entry => load(userId)); // want LEAK2005: GetOrCreateAsync

    // A priority keeps it even longer.
    public void Precious(string userId, object profile) =>
        _cache.Set(userId, profile, new MemoryCacheEntryOptions { Priority = CacheItemPriority.NeverRemove }); // want LEAK2005: userId

    public void OptionsInLocal(string sessionId, object profile)
    {
        var options = new MemoryCacheEntryOptions();
        options.RegisterPostEvictionCallback((key, _, reason, _) => Console.WriteLine($"{key} {reason}"));
        _cache.Set(sessionId, profile, options); // want LEAK2005: Set
    }

    public object? OnlyPriority(string userId, Func<string, object> load) => _cache.GetOrCreate(userId, entry => // want LEAK2005: GetOrCreate
    {
        entry.Priority = CacheItemPriority.High;
        return load(userId);
    });

    public void ByEntry(string userId, object profile)
    {
        using var entry = _cache.CreateEntry(userId); // want LEAK2005: CreateEntry
        entry.Value = profile;
    }
}
