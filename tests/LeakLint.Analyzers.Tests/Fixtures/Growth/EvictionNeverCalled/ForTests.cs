using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Engines.Tests")]

// Silent: tests begin with an empty cache, and nothing says that there is no end of paths.
internal static class Support
{
    private static readonly Dictionary<string, bool> _byPath = [];

    public static bool Asks(string path) => _byPath[path] = path.Length > 3;

    internal static void ClearCache() => _byPath.Clear();
}

// What tests empty is no less full in the program.
internal static class Sessions
{
    private static readonly ConcurrentDictionary<string, IDisposable> _open = new(); // want LEAK2001: _open

    public static IDisposable Open(string sessionId) => _open.GetOrAdd(sessionId, _ => new MemoryStream());

    internal static void ResetForTests() => _open.Clear();
}
