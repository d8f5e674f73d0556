using System.Collections.Concurrent;

public static class Drafts
{
    // Silent: taken out by way of the Lazy as well.
    private static readonly Lazy<ConcurrentDictionary<Guid, string>> _drafts = new(() => new());

    public static void Keep(Guid id, string text) => _drafts.Value[id] = text;

    public static bool Drop(Guid id) => _drafts.Value.TryRemove(id, out _);
}

public static class Dials
{
    // Silent: those whose target is gone are dropped.
    private static readonly List<WeakReference<IObserver<double>>> _watchers = [];

    public static void Watch(IObserver<double> watcher)
    {
        _watchers.RemoveAll(weak => !weak.TryGetTarget(out _));
        _watchers.Add(new WeakReference<IObserver<double>>(watcher));
    }
}

public static class Uploads
{
    // Silent: the key that is taken out is made of the one that was put in.
    private static readonly ConcurrentDictionary<string, DateTime> _running = new();

    public static async Task RunAsync(string requestId, Func<Task> body)
    {
        var key = "upload:" + requestId;
        var same = "upload:" + requestId;
        _running[key] = DateTime.UtcNow;
        try
        {
            await body();
        }
        finally
        {
            _running.TryRemove(same, out _);
        }
    }
}

public sealed record Guest(string GuestId, string OldId);

public static class Guests
{
    // Silent: an entry gets another name, and leaves under its own.
    private static readonly Dictionary<string, Guest> _guests = [];

    public static void Rename(Guest guest)
    {
        _guests.Remove(guest.OldId);
        _guests[guest.GuestId] = guest;
    }

    public static void Leave(Guest guest) => _guests.Remove(guest.GuestId);
}

public static class Formats
{
    // Silent: what has a name is registered at the start.
    private static readonly Dictionary<string, Func<Stream, object>> _readers = [];

    public static void Register(string extension, Func<Stream, object> reader) => _readers[extension] = reader;
}

// Made for one request by its branch of the pipeline: no middleware, for all its delegate.
public sealed class Replay(Microsoft.AspNetCore.Http.RequestDelegate next)
{
    private readonly List<string> _paths = [];

    public Task Run(string path, Microsoft.AspNetCore.Http.HttpContext context)
    {
        _paths.Add(path);
        return next(context);
    }

    public string Last() => _paths[^1];
}

// A middleware that lets go of what it notes about a request.
public sealed class Running(Microsoft.AspNetCore.Http.RequestDelegate next)
{
    private readonly ConcurrentDictionary<string, DateTime> _since = new();

    public async Task InvokeAsync(Microsoft.AspNetCore.Http.HttpContext context)
    {
        _since[context.TraceIdentifier] = DateTime.UtcNow;
        try
        {
            await next(context);
        }
        finally
        {
            _since.TryRemove(context.TraceIdentifier, out _);
        }
    }
}
