using System.Net;
using System.Threading.Channels;

interface IQueue
{
    Task<string?> ReceiveAsync(TimeSpan wait, CancellationToken cancel = default);
}

interface IWork
{
    Task DoAsync(CancellationToken cancel = default);
}

// Silent: the condition sees the token, and so does the wait.
sealed class Observes(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await work.DoAsync(stoppingToken);
            await Task.Delay(TimeSpan.FromMinutes(1), stoppingToken);
        }
    }
}

// Silent: the wait throws when the host stops, and nothing catches that.
sealed class ThrowsOut(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await work.DoAsync(stoppingToken);
            }
            catch (Exception failure)
            {
                Console.Error.WriteLine(failure);
            }

            await Task.Delay(TimeSpan.FromMinutes(1), stoppingToken);
        }
    }
}

// Silent: the handler leaves the loop.
sealed class Breaks(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await work.DoAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception failure)
            {
                Console.Error.WriteLine(failure);
            }
        }
    }
}

// Silent: the filter lets cancellations pass.
sealed class Filters(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await work.DoAsync(stoppingToken);
                await Task.Delay(60_000, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Console.Error.WriteLine(failure);
            }
        }
    }
}

// Silent: the helpers get the token.
sealed class Pumps(IQueue queue) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(PumpAsync(stoppingToken), PumpAsync(stoppingToken));

    private async Task PumpAsync(CancellationToken ct)
    {
        for (;;)
        {
            ct.ThrowIfCancellationRequested();
            if (await queue.ReceiveAsync(TimeSpan.FromSeconds(20), ct) is { } text)
                Console.WriteLine(text);
        }
    }
}

// Silent: the helper knows the token from a field.
sealed class KeepsToken(IWork work) : BackgroundService
{
    private CancellationToken _stopping;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stopping = stoppingToken;
        await RunAsync();
    }

    private async Task RunAsync()
    {
        while (true)
            await StepAsync();
    }

    private async Task StepAsync() => await work.DoAsync(_stopping);
}

// Silent: a linked source carries the stop.
sealed class Links(IQueue queue) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            patience.CancelAfter(TimeSpan.FromSeconds(30));
            await queue.ReceiveAsync(TimeSpan.FromSeconds(60), patience.Token);
        }
    }
}

// Silent: the race is also won by the stop.
sealed class Races(ChannelReader<byte> bytes) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var stopped = Task.Delay(Timeout.Infinite, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(bytes.WaitToReadAsync().AsTask(), stopped);
            while (bytes.TryRead(out var read))
                Console.WriteLine(read);
        }
    }
}

// Silent: so short a wait delays no stop that anybody would notice.
sealed class Blinks(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await work.DoAsync(stoppingToken);
            await Task.Delay(200);
        }
    }
}

// Silent: a number of tries, not the loop of the service.
sealed class Retries(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await work.DoAsync(stoppingToken);
            await Task.Delay(TimeSpan.FromSeconds(6 * attempt));
        }
    }
}

// Silent: the loop ends when there is nothing left to do.
sealed class Drains(IQueue queue) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            if (await queue.ReceiveAsync(TimeSpan.Zero) is not { } text)
                return;
            Console.WriteLine(text);
        }
    }
}

// Silent: the type completes the channel when it stops, which ends the loop.
sealed class Completes : BackgroundService
{
    private readonly Channel<Uri> _channel = Channel.CreateBounded<Uri>(10);

    public bool Enqueue(Uri uri) => _channel.Writer.TryWrite(uri);

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _channel.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var uri in _channel.Reader.ReadAllAsync())
            Console.WriteLine(uri);
    }
}

// Silent: the stop closes the listener, and the wait throws.
sealed class Listens : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = new HttpListener();
        listener.Start();
        using var stop = stoppingToken.Register(listener.Stop);
        while (true)
        {
            var context = await listener.GetContextAsync();
            context.Response.Close();
        }
    }
}

// Silent: it ends by itself.
sealed class Once(IWork work) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => work.DoAsync();
}

// Silent: the service has a source of its own, which StopAsync cancels.
sealed class OwnSource(IWork work) : IHostedService
{
    private readonly CancellationTokenSource _stop = new();
    private Task? _loop;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = LoopAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        if (_loop is not null)
            await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync(CancellationToken cancel)
    {
        while (true)
            await work.DoAsync(cancel);
    }
}

// Silent: no hosted service, so there is no stopping token.
sealed class Plain(IWork work)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await work.DoAsync(cancel);
            await Task.Delay(60_000);
        }
    }
}

// Silent: it waits no longer than it is told, and that is not long.
sealed class Polls(IQueue queue, TimeSpan patience) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await queue.ReceiveAsync(patience) is { } text)
                Console.WriteLine(text);
        }
    }
}

// Silent: some jitter, a second at most.
sealed class Jitters(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await work.DoAsync(stoppingToken);
            await Task.Delay(Random.Shared.Next(50, 250));
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1000)));
        }
    }
}

// Silent: while the host waits for StartAsync, a stop cancels its token.
sealed class LoopsInStart(IWork work) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
            await work.DoAsync(cancellationToken);
        await WarmUpAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WarmUpAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
            await work.DoAsync(cancel);
    }
}

// Silent: a semaphore that guards code is free again soon.
sealed class Guarded(IWork work) : BackgroundService
{
    private readonly SemaphoreSlim _gate = new(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _gate.WaitAsync();
            try
            {
                await work.DoAsync(stoppingToken);
            }
            finally
            {
                _gate.Release();
            }
        }
    }
}

// Silent: a source of another type may well be linked to the stop.
sealed class OwnKindOfSource(IWork work, Func<CancellationToken, OwnKindOfSource.SafeSource> link) : BackgroundService
{
    private SafeSource? _restart;

    public interface SafeSource
    {
        CancellationToken Token { get; }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            _restart = link(stoppingToken);
            await RunAsync(stoppingToken, _restart.Token);
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken, CancellationToken restart)
    {
        while (!restart.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
            await work.DoAsync(restart);
    }
}

// Silent: what the loop receives from is closed when the service stops, here under the name of a parameter; then it throws.
sealed class AnswersUntilClosed(ILogger<AnswersUntilClosed> logger) : IHostedService
{
    private System.Net.Sockets.UdpClient? _socket;
    private Task? _answering;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _socket = new System.Net.Sockets.UdpClient(5353);
        _answering = AnswerAsync(_socket);
        return Task.CompletedTask;
    }

    private async Task AnswerAsync(System.Net.Sockets.UdpClient socket)
    {
        try
        {
            while (true)
            {
                var question = await socket.ReceiveAsync();
                await socket.SendAsync(question.Buffer, question.Buffer.Length, question.RemoteEndPoint);
            }
        }
        catch (ObjectDisposedException e)
        {
            logger.LogDebug(e, "closed");
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _socket?.Dispose();
        if (_answering is not null)
            await _answering.WaitAsync(cancellationToken);
    }
}

// Silent: the same, the socket is a local that was stored.
sealed class ListensUntilClosed : BackgroundService
{
    private System.Net.Sockets.TcpListener? _listener;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 7007);
        _listener = listener;
        listener.Start();
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            client.NoDelay = true;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _listener?.Stop();
        await base.StopAsync(cancellationToken);
    }
}
