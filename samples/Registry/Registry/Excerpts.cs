using Microsoft.Extensions.Caching.Memory;

namespace Registry;

/// <summary>The beginnings of documents. A session reads the same text all the time, whatever happens to the document.</summary>
public sealed class Excerpts(IMemoryCache cache)
{
    private const int Length = 2000;

    public string? Find(string sessionId, string document)
    {
        var key = $"{sessionId}/{document}";
        if (cache.TryGetValue(key, out string? known))
            return known;
        if (Catalog.Find(document) is not { } text)
            return null;

        var excerpt = text.Length > Length ? text[..Length] : text;
        cache.Set(key, excerpt);
        return excerpt;
    }
}
