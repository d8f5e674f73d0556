namespace Gateway;

/// <summary>What the gateway offers over HTTP.</summary>
internal static class Endpoints
{
    public static void MapTools(this WebApplication app)
    {
        var tools = app.MapGroup("/tools");

        tools.MapGet("/{tool}", async (string tool, ToolCalls calls, CancellationToken cancellationToken) =>
            await calls.DescribeAsync(tool, cancellationToken) is { } description ? Results.Ok(description) : Results.NotFound());

        tools.MapPost("/{tool}", async (
            string tool, Dictionary<string, object?> arguments, ToolCalls calls, CancellationToken cancellationToken) =>
            Results.Text(await calls.CallAsync(tool, arguments, cancellationToken)));
    }

    public static void MapSessions(this WebApplication app)
    {
        var sessions = app.MapGroup("/sessions/{name}");

        sessions.MapPut("/", async (string name, string requires, SessionStore store, CancellationToken cancellationToken) =>
            await store.TryOpenAsync(name, requires, cancellationToken) ? Results.Created() : Results.Conflict());

        sessions.MapPost("/tools/{tool}", async (
            string name, string tool, Dictionary<string, object?> arguments, SessionStore store, CancellationToken cancellationToken) =>
            store.Find(name) is { } session
                ? Results.Text(await session.CallAsync(tool, arguments, cancellationToken))
                : Results.NotFound());

        sessions.MapPost("/reconnect", async (string name, SessionStore store, CancellationToken cancellationToken) =>
        {
            if (store.Find(name) is not { } session)
                return Results.NotFound();

            await session.ReconnectAsync(cancellationToken);
            return Results.NoContent();
        });

        sessions.MapDelete("/", async (string name, SessionStore store) =>
            await store.TryCloseAsync(name) ? Results.NoContent() : Results.NotFound());
    }

    public static void MapMaintenance(this WebApplication app)
    {
        app.MapGet("/health", async (ServerProbe probe, CancellationToken cancellationToken) =>
            await probe.IsHealthyAsync(cancellationToken) ? Results.Text("healthy") : Results.StatusCode(503));

        app.MapGet("/journal", async (string word, JournalSearch journal, CancellationToken cancellationToken) =>
            await journal.FindAsync(word, cancellationToken) is { } line ? Results.Text(line) : Results.NotFound());

        app.MapPost("/watch/restart", (NotesWatcher watcher) =>
        {
            watcher.Watch();
            return Results.NoContent();
        });

        app.MapPost("/index", (NotesIndexer indexer) =>
        {
            indexer.Rebuild();
            return Results.Accepted();
        });
    }
}
