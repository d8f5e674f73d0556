// output: program
// Endpoints are declared where the program starts, but requests run them, and all that they call.
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

var app = WebApplication.Create(args);
Menu.Put("home", "/index.html");
app.MapGet("/search", (string pattern, string text) => Patterns.Get(pattern).IsMatch(text));
app.MapPost("/files", (byte[] bytes) =>
{
    var id = Guid.NewGuid().ToString("n");
    Files.Put(id, bytes);
    return id;
});
app.MapGet("/files/{id}", (string id) => Files.Find(id));
app.MapGet("/glob", (string pattern, string text) => Globs.Get(pattern).IsMatch(text));
app.MapPut("/flags/{name}", (string name, string value) => Flags.Put(name, value));
app.MapDelete("/flags/{name}", (string name) => Flags.Drop(name));
app.MapGet("/menu/{name}", (string name) => Menu.Find(name));
app.Run();

// The request says what the key is, whatever its name.
static class Patterns
{
    private static readonly ConcurrentDictionary<string, Lazy<Regex>> Cache = new(); // want LEAK2001: Cache

    public static Regex Get(string pattern) => Cache.GetOrAdd(pattern, static p => new Lazy<Regex>(() => new Regex(p))).Value; // also
}

// Bytes are no flags: an array of them is as large as it likes.
static class Files
{
    private static ImmutableDictionary<string, byte[]> s_byId = ImmutableDictionary<string, byte[]>.Empty; // want LEAK2001: s_byId

    public static void Put(string id, byte[] bytes) => ImmutableInterlocked.TryAdd(ref s_byId, id, bytes); // also

    public static byte[]? Find(string id) => s_byId.GetValueOrDefault(id);
}

// Clean: it starts anew when it is full.
static class Globs
{
    private static readonly ConcurrentDictionary<string, Regex> s_cache = new();

    public static Regex Get(string pattern)
    {
        if (s_cache.Count > 200)
            s_cache.Clear();
        return s_cache.GetOrAdd(pattern, static p => new(p));
    }
}

// Clean: another endpoint removes.
static class Flags
{
    private static readonly ConcurrentDictionary<string, string> s_values = new();

    public static void Put(string name, string value) => s_values[name] = value;

    public static bool Drop(string name) => s_values.TryRemove(name, out _);
}

// Clean: the program fills it before it listens.
static class Menu
{
    private static readonly Dictionary<string, string> s_targets = new();

    public static void Put(string name, string target) => s_targets[name] = target;

    public static string? Find(string name) => s_targets.GetValueOrDefault(name);
}
