using System.Net;
using System.Net.Sockets;
using ModelContextProtocol.Client;

sealed class HostedClient(Func<CancellationToken, Task<McpClient>> connect) : IHostedService
{
    private McpClient? _client;

    public async Task StartAsync(CancellationToken cancellationToken) => _client = await connect(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }
}

// Made with the service, opened by the start.
sealed class Endpoint : IHostedService
{
    private readonly HttpListener _listener = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Prefixes.Add("http://+:9464/metrics/");
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("stopping");
        _listener.Close();
        return Task.CompletedTask;
    }
}

sealed class Receiver(int port) : BackgroundService
{
    private UdpClient? _socket;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Open();
        while (!stoppingToken.IsCancellationRequested)
            Console.WriteLine((await _socket!.ReceiveAsync(stoppingToken)).Buffer.Length);
    }

    private void Open() => _socket = new UdpClient(port);

    public override void Dispose()
    {
        _socket?.Dispose();
        base.Dispose();
    }
}

// The stop closes one of two.
sealed class Siblings : IHostedService
{
    private TcpListener? _listener;
    private FileStream? _journal;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _journal = File.OpenWrite("journal");
        _listener = new TcpListener(IPAddress.Loopback, 9000);
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _listener?.Stop();
        _journal?.Dispose();
        return Task.CompletedTask;
    }

    public Task WriteAsync(ReadOnlyMemory<byte> entry) => _journal!.WriteAsync(entry).AsTask();
}

sealed class StopWithoutBase(Func<CancellationToken, Task> work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            await work(stoppingToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("stops");
        return base.StopAsync(cancellationToken);
    }
}
