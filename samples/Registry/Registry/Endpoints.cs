using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Registry;

/// <summary>What the registry offers over HTTP.</summary>
internal static class Endpoints
{
    private const string SessionHeader = "Mcp-Session-Id";

    /// <summary>MCP over streamable HTTP: the first message opens a session, and the header of all others names it.</summary>
    public static void MapMcp(this WebApplication app)
    {
        app.MapPost("/mcp", async (HttpContext context, SessionStore store) =>
        {
            var message = await JsonSerializer.DeserializeAsync<JsonRpcMessage>(context.Request.Body, McpJsonUtilities.DefaultOptions, context.RequestAborted);
            if (await FindSessionAsync(message, context, store) is not { } session)
                return;

            context.Response.ContentType = "text/event-stream";
            context.Response.Headers[SessionHeader] = session.Id;
            if (!await session.HandleAsync(message!, context.Response.Body, context.RequestAborted))
            {
                context.Response.ContentType = null;
                context.Response.StatusCode = StatusCodes.Status202Accepted;
            }
        });

        app.MapDelete("/mcp", async (HttpRequest request, SessionStore store) =>
        {
            await store.CloseAsync(request.Headers[SessionHeader].ToString());
            return Results.NoContent();
        });
    }

    public static void MapCatalog(this WebApplication app) =>
        app.MapPut("/catalog/{name}", async (string name, HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            return Catalog.TryPublish(name, await reader.ReadToEndAsync()) ? Results.NoContent() : Results.Conflict();
        });

    public static void MapStatistics(this WebApplication app) =>
        app.MapGet("/statistics", (SessionStore store) => new
        {
            Sessions = store.Count,
            Strays = StrayMessages.Count,
            Timers = Timer.ActiveCount,
            HeapBytes = GC.GetTotalMemory(forceFullCollection: true),
        });

    private static async Task<Session?> FindSessionAsync(JsonRpcMessage? message, HttpContext context, SessionStore store)
    {
        var id = context.Request.Headers[SessionHeader].ToString();
        if (id.Length == 0 && message is JsonRpcRequest { Method: RequestMethods.Initialize })
            return await store.OpenAsync();
        if (store.Find(id) is { } session)
            return session;

        context.Response.StatusCode = StrayMessages.IsTooMany(id) ? StatusCodes.Status429TooManyRequests : StatusCodes.Status404NotFound;
        return null;
    }
}
