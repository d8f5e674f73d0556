namespace Hub;

/// <summary>What the hub offers over HTTP.</summary>
internal static class Endpoints
{
    public static void MapChat(this WebApplication app)
    {
        app.Map("/chat/{name}", async (string name, HttpContext context, ChatHub hub) =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await hub.ServeAsync(name, socket, context.RequestAborted);
        });

        app.MapGet("/history", (int last, ChatHub hub) => hub.FindLast(last));
    }

    public static void MapStatistics(this WebApplication app) =>
        app.MapGet("/statistics", (ChatHub hub, Archive archive) => new
        {
            hub.Connections,
            hub.Kept,
            archive.Waiting,
            Timers = Timer.ActiveCount,
        });
}
