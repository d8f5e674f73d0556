// Callbacks that the application's token keeps, one for each request.
using System.Net.WebSockets;

class Events(IHostApplicationLifetime lifetime)
{
    public async Task Serve(HttpContext context)
    {
        using var registration = lifetime.ApplicationStopping.Register(context.Abort);
        await context.Response.WriteAsync("data: 1\n\n");
    }

    public async Task Accept(WebSocket socket, CancellationToken ct)
    {
        using var registration = lifetime.ApplicationStopping.Register(() => socket.Abort());
        await socket.ReceiveAsync(new byte[16], ct);
    }

    // Clean: it ends with the request.
    public async Task Scoped(HttpContext context)
    {
        using var registration = lifetime.ApplicationStopping.Register(context.Abort);
        await context.Response.WriteAsync("data: 1\n\n");
    }

    // Clean: what starts the application is there once.
    public void Configure(Action drain) => lifetime.ApplicationStopping.Register(drain);
}

class Forgetful : IDisposable, IAsyncDisposable
{
    private readonly Stream _stream = File.OpenRead("feed");
    private readonly CancellationTokenRegistration _onStop;

    public Forgetful(CancellationToken shutdown) => _onStop = shutdown.Register(() => _stream.Close());

    public void Dispose()
    {
        _onStop.Dispose();
        _stream.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _onStop.Dispose();
    }
}

// Clean: both ends see to it, one by way of another member.
class Careful : IDisposable, IAsyncDisposable
{
    private readonly Stream _stream = File.OpenRead("feed");
    private readonly CancellationTokenRegistration _onStop;

    public Careful(CancellationToken shutdown) => _onStop = shutdown.Register(() => _stream.Close());

    public void Dispose()
    {
        _onStop.Dispose();
        _stream.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Unregister();
        await _stream.DisposeAsync();
    }

    private void Unregister() => _onStop.Unregister();
}
