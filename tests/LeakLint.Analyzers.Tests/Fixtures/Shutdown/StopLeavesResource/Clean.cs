using System.Net;
using System.Net.Sockets;
using ModelContextProtocol.Client;

// Silent: the stop releases it.
sealed class Stopped(Func<CancellationToken, Task<McpClient>> connect) : IHostedService
{
    private McpClient? _client;

    public async Task StartAsync(CancellationToken cancellationToken) => _client = await connect(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_client is not null)
            await _client.DisposeAsync();
    }
}

// Silent: the host disposes the service.
sealed class DisposedByHost(Func<CancellationToken, Task<McpClient>> connect) : IHostedService, IAsyncDisposable
{
    private McpClient? _client;

    public async Task StartAsync(CancellationToken cancellationToken) => _client = await connect(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
    }
}

// Silent: the work releases what it opened when it ends.
sealed class InTheWork : BackgroundService
{
    private UdpClient? _socket;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _socket = new UdpClient(9000);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
                await _socket.ReceiveAsync(stoppingToken);
        }
        finally
        {
            _socket.Dispose();
        }
    }
}

// Silent: the token of the work closes it.
sealed class ByToken : BackgroundService
{
    private TcpListener? _listener;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _listener = new TcpListener(IPAddress.Loopback, 9000);
        _listener.Start();
        stoppingToken.Register(() => _listener.Stop());
        while (!stoppingToken.IsCancellationRequested)
            (await _listener.AcceptTcpClientAsync(stoppingToken)).Dispose();
    }
}

// Silent: the container's, which disposes it.
sealed class Given(UdpClient socket) : IHostedService
{
    private readonly UdpClient _socket = socket;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _socket.Connect("localhost", 9000);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

// Silent: the override lets its base stop.
sealed class StopWithBase : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("stops");
        await base.StopAsync(cancellationToken);
    }
}

// Silent: released by the name that others know it by.
sealed class ReleasedByProperty : BackgroundService, IAsyncDisposable
{
    private readonly FileStream _log = File.OpenWrite("log");

    public Stream Log => _log;

    public async ValueTask DisposeAsync() => await Log.DisposeAsync();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
