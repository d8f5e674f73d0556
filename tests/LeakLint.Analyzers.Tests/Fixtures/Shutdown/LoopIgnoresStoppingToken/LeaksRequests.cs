using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;

static class Streams
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/ticks", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            while (true) // want LEAK4004: The loop does not see that its request ends
            {
                await context.Response.WriteAsync($"data: {DateTime.UtcNow:O}\n\n");
                await Task.Delay(1000);
            }
        });
        app.Use(async (context, next) =>
        {
            for (; ; ) // want LEAK4004: The loop
            {
                await next(context);
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        });
    }

    public static async Task Send(HttpResponse response, Func<string> next)
    {
        while (true) // want LEAK4004: The loop
        {
            await response.WriteAsync(next());
            await response.Body.FlushAsync();
            await Task.Delay(500);
        }
    }
}

public sealed class PricesController(Func<decimal> price) : ControllerBase
{
    [HttpGet("prices")]
    public async Task Prices()
    {
        while (true) // want LEAK4004: The loop
        {
            await Response.WriteAsync($"data: {price()}\n\n");
            await Task.Delay(1000);
        }
    }
}

public sealed class TickHub : Hub
{
    public async Task Follow()
    {
        while (true) // want LEAK4004: The loop
        {
            await Clients.Caller.SendAsync("tick", DateTime.UtcNow);
            await Task.Delay(1000);
        }
    }
}
