using Microsoft.Extensions.Caching.Memory;

public sealed class Bounded(IMemoryCache cache)
{
    // Silent: the entry expires.
    public void Expiring(string userId, object profile) => cache.Set(userId, profile, TimeSpan.FromMinutes(5));

    // Silent: the options say when, or how large it is.
    public void WithOptions(string userId, byte[] avatar) => cache.Set(userId, avatar, new MemoryCacheEntryOptions { Size = avatar.Length });

    // Silent: the options are made elsewhere.
    public void WithGivenOptions(string userId, object profile, MemoryCacheEntryOptions options) => cache.Set(userId, profile, options);

    // Silent: the factory says when the entry expires.
    public object? FromFactory(string userId) => cache.GetOrCreate(userId, entry =>
    {
        entry.SlidingExpiration = TimeSpan.FromMinutes(5);
        return new object();
    });

    // Silent: the factory is a method, and is given the entry.
    public object? FromMethod(string userId) => cache.GetOrCreate(userId, Create);

    // Silent: one entry, or one for each type.
    public void Fixed(object settings, Type userType)
    {
        cache.Set("settings", settings);
        cache.Set(userType, settings);
        cache.Set(DayOfWeek.Monday, settings);
    }

    // Silent: nothing says that there is no end of these names.
    public void Named(string culture, object texts) => cache.Set(culture, texts);

    // Silent: the cache ends with the method.
    public static int Once(IEnumerable<string> userIds)
    {
        using var cache = new MemoryCache(new MemoryCacheOptions());
        foreach (var userId in userIds)
            cache.Set(userId, userId.Length);
        return cache.Count;
    }

    // Silent: set later, one way or the other.
    public void SetLater(string userId, object profile)
    {
        var options = new MemoryCacheEntryOptions();
        options.SetSlidingExpiration(TimeSpan.FromMinutes(5));
        cache.Set(userId, profile, options);
        using var entry = cache.CreateEntry(userId);
        entry.Value = profile;
        entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5);
    }

    private static object Create(ICacheEntry entry) => entry.Key;
}

// Silent: the type takes entries out when they are no longer good.
public sealed class Invalidated(IMemoryCache cache)
{
    public void Keep(string userId, object profile) => cache.Set(userId, profile);

    public void Forget(string userId) => cache.Remove(userId);
}

// Silent: the cache has a limit, and refuses what has no size.
public sealed class Limited : IDisposable
{
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 1000 });

    public void Keep(string userId, object profile)
    {
        using var entry = _cache.CreateEntry(userId);
        entry.Value = profile;
    }

    public void Dispose() => _cache.Dispose();
}
