using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;

static class Streams
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/ticks", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync($"data: {DateTime.UtcNow:O}\n\n");
                await Task.Delay(1000, context.RequestAborted);
            }
        });
        app.Use(async (context, next) =>
        {
            for (; !context.RequestAborted.IsCancellationRequested ; )
            {
                await next(context);
                await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted);
            }
        });
    }

    public static async Task Send(HttpResponse response, Func<string> next)
    {
        while (!response.HttpContext.RequestAborted.IsCancellationRequested)
        {
            await response.WriteAsync(next());
            await response.Body.FlushAsync();
            await Task.Delay(500, response.HttpContext.RequestAborted);
        }
    }
}

public sealed class PricesController(Func<decimal> price) : ControllerBase
{
    [HttpGet("prices")]
    public async Task Prices()
    {
        while (!HttpContext.RequestAborted.IsCancellationRequested)
        {
            await Response.WriteAsync($"data: {price()}\n\n");
            await Task.Delay(1000, HttpContext.RequestAborted);
        }
    }
}

public sealed class TickHub : Hub
{
    public async Task Follow()
    {
        while (!Context.ConnectionAborted.IsCancellationRequested)
        {
            await Clients.Caller.SendAsync("tick", DateTime.UtcNow);
            await Task.Delay(1000, Context.ConnectionAborted);
        }
    }
}
