using System.Net.WebSockets;
using Microsoft.AspNetCore.Mvc;

static class Answers
{
    public static void Map(WebApplication app, IHostApplicationLifetime lifetime)
    {
        // Silent: the loop looks at the token of its request.
        app.MapGet("/ticks", async (HttpContext context) =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync("tick");
                await Task.Delay(1000);
            }
        });
        // Silent: what is given the token throws when the client has left.
        app.MapGet("/waits", async (HttpContext context) =>
        {
            while (true)
            {
                await context.Response.WriteAsync("tick");
                await Task.Delay(1000, context.RequestAborted);
            }
        });
        // Silent: reading fails when the connection is lost.
        app.MapGet("/socket", async (HttpContext context) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[1024];
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
                await socket.SendAsync(buffer.AsMemory(0, received.Count), WebSocketMessageType.Text, true, CancellationToken.None);
            }
        });
        // Silent: there is a way out.
        app.MapGet("/poll", async (HttpContext context, Func<string?> next) =>
        {
            while (true)
            {
                if (next() is { } found)
                {
                    await context.Response.WriteAsync(found);
                    return;
                }

                await Task.Delay(100);
            }
        });
        // Silent: no request is answered here.
        lifetime.ApplicationStarted.Register(() => { });
    }

    private static async Task PollForEver(Func<Task> work)
    {
        while (true)
        {
            await work();
            await Task.Delay(100);
        }
    }
}

// Silent: a helper of the controller, which nobody routes to.
public sealed class JobsController : ControllerBase
{
    private async Task Keep(Func<Task> work)
    {
        while (true)
        {
            await work();
            await Task.Delay(100);
        }
    }
}
