using System.Collections.Concurrent;

namespace Registry;

/// <summary>The documents that the registry offers to all sessions.</summary>
public static class Catalog
{
    private const int Limit = 1000;
    private static readonly ConcurrentDictionary<string, string> Documents = new();

    /// <summary>Raised with the name of a document that is new or has another text.</summary>
    public static event Action<string>? Changed;

    public static string? Find(string name) => Documents.GetValueOrDefault(name);

    /// <summary>False when the catalogue is full.</summary>
    public static bool TryPublish(string name, string text)
    {
        if (Documents.Count >= Limit && !Documents.ContainsKey(name))
            return false;

        Documents[name] = text;
        Changed?.Invoke(name);
        return true;
    }
}
