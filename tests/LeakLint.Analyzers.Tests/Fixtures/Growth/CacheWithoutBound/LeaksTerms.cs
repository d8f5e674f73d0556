using Microsoft.Extensions.Caching.Memory;

public sealed class Glossary : IDisposable
{
    private readonly MemoryCache _cache = new(new MemoryCacheOptions());

    public int Weigh(string term) => _cache.GetOrCreate(term, _ => term.Length); // want LEAK2005: term

    public void Dispose() => _cache.Dispose();
}
