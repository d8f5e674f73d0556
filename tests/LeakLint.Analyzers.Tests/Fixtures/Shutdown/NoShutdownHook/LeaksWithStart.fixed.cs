// output: program
using System.Net.Sockets;

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
var poller = new Poller();
// Something must be there to ask.
app.Lifetime.ApplicationStarted.Register(() => poller.StartAsync());
app.Lifetime.ApplicationStopping.Register(() => poller.StopAsync(CancellationToken.None).GetAwaiter().GetResult());
await app.RunAsync();

internal sealed class Poller
{
    private readonly List<Task> _rounds = [];
    private bool _ends;

    public Task StartAsync()
    {
        _rounds.Add(Task.Run(() =>
        {
            while (!_ends)
                Thread.Sleep(1000);
        }));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken token)
    {
        _ends = true;
        return Task.WhenAll(_rounds);
    }
}
