using System.Collections.Concurrent;
using System.Threading.Channels;

interface IQueue
{
    Task<string?> ReceiveAsync(TimeSpan wait, CancellationToken cancel = default);
}

interface IWork
{
    Task DoAsync(CancellationToken cancel = default);
}

sealed class Endless(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Comments stay.
        while (true) // want LEAK4004: The loop
        {
            await work.DoAsync();
            await Task.Delay(TimeSpan.FromMinutes(1));
        }
    }
}

sealed class EndlessFor(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (;;) // want LEAK4004: The loop
        {
            await work.DoAsync();
            await Task.Delay(60_000).ConfigureAwait(false);
        }
    }
}

sealed class EndlessDo(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        do // want LEAK4004: The loop
        {
            await work.DoAsync();
        }
        while (true);
    }
}

// The cancellation is taken for a failure like any other: the loop spins from then on.
sealed class Swallows(IWork work, ILogger<Swallows> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true) // want LEAK4004: The loop
        {
            try
            {
                await work.DoAsync(stoppingToken);
                await Task.Delay(TimeSpan.FromSeconds(30), stoppingToken);
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "Round failed");
            }
        }
    }
}

sealed class DelaysWithout(IWork work) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await work.DoAsync(stoppingToken);
            await Task.Delay(s_interval); // want LEAK4004: 'Delay'
        }
    }
}

sealed class SleepsWithout(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await work.DoAsync(stoppingToken);
            Thread.Sleep(30_000); // want LEAK4004: 'Sleep'
        }
    }
}

sealed class TicksWithout(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(5));
        while (await timer.WaitForNextTickAsync()) // want LEAK4004: 'WaitForNextTickAsync'
            await work.DoAsync(stoppingToken);
    }
}

sealed class ReadsWithout(ChannelReader<int> numbers) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var number in numbers.ReadAllAsync()) // want LEAK4004: 'ReadAllAsync'
            Console.WriteLine(number);
    }
}

sealed class TakesWithout(BlockingCollection<long> numbers) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() =>
    {
        foreach (var number in numbers.GetConsumingEnumerable()) // want LEAK4004: 'GetConsumingEnumerable'
            Console.WriteLine(number);
    });
}

sealed class ReceivesWithout(IQueue queue) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await queue.ReceiveAsync(TimeSpan.FromMinutes(1)) is { } text) // want LEAK4004: 'ReceiveAsync'
                Console.WriteLine(text);
        }
    }
}

sealed class WaitsForEver(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await work.DoAsync(stoppingToken);
        await Task.Delay(Timeout.Infinite); // want LEAK4004: 'Delay'
    }
}

sealed class CallsHelper(IQueue queue) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(PumpAsync("a"), PumpAsync("b"));

    private async Task PumpAsync(string name)
    {
        while (true) // want LEAK4004: The loop
        {
            if (await queue.ReceiveAsync(TimeSpan.FromSeconds(20)) is { } text)
                Console.WriteLine(name + text);
        }
    }
}

sealed class CallsHelperWithNone(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await LoopAsync(CancellationToken.None); // want LEAK4004: 'LoopAsync'
    }

    private async Task LoopAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await work.DoAsync(cancel);
            await Task.Delay(TimeSpan.FromSeconds(10), cancel);
        }
    }
}

sealed class CallsHelperWithNothing(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await LoopAsync(3); // want LEAK4004: 'LoopAsync'
    }

    private async Task LoopAsync(int count, bool verbose = false, CancellationToken cancel = default)
    {
        while (true)
        {
            for (var round = 0; round < count; round++)
                await work.DoAsync(cancel);
            await Task.Delay(TimeSpan.FromSeconds(10), cancel);
        }
    }
}

sealed class OwnTimeoutOnly(IQueue queue) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true) // want LEAK4004: The loop
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                await queue.ReceiveAsync(TimeSpan.FromSeconds(20), patience.Token);
            }
            catch (OperationCanceledException)
            {
            }
        }
    }
}

// The token of StartAsync says that the start is given up; the stop does not cancel it.
sealed class StartsLoop(IWork work) : IHostedService
{
    private Task? _loop;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = LoopAsync(cancellationToken); // want LEAK4004: 'LoopAsync'
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _loop ?? Task.CompletedTask;

    private async Task LoopAsync(CancellationToken cancel)
    {
        while (true)
        {
            await work.DoAsync(cancel);
            await Task.Delay(TimeSpan.FromSeconds(10), cancel);
        }
    }
}

sealed class StartsLoopWithout(IWork work) : IHostedService
{
    private Task? _loop;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = LoopAsync();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _loop ?? Task.CompletedTask;

    private async Task LoopAsync()
    {
        while (true) // want LEAK4004: The loop
            await work.DoAsync();
    }
}

// The host disposes the service after it has waited for it: that ends the timer too late.
sealed class DisposesTimer(IWork work) : BackgroundService
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromMinutes(1));

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _timer.WaitForNextTickAsync()) // want LEAK4004: 'WaitForNextTickAsync'
            await work.DoAsync(stoppingToken);
    }
}

sealed class PausesInHelper(IWork work) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await work.DoAsync(stoppingToken);
            await PauseAsync();
        }
    }

    private async Task PauseAsync()
    {
        await Task.Delay(TimeSpan.FromMinutes(15)); // want LEAK4004: 'Delay'
    }
}

// A source of its own, as BackgroundService has one: the wait does not see it.
sealed class OwnSourceDelaysWithout(IWork work) : IHostedService
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
        while (!cancel.IsCancellationRequested)
        {
            await work.DoAsync(cancel);
            await Task.Delay(TimeSpan.FromSeconds(15)); // want LEAK4004: 'Delay'
        }
    }
}

// The token of StartAsync only covers the start: nothing ends these.
sealed class TicksByStart(IWork work) : IHostedService
{
    private Task? _loop;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = TickAsync(cancellationToken); // want LEAK4004: 'TickAsync'
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _loop ?? Task.CompletedTask;

    private async Task TickAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(cancel))
            await work.DoAsync(cancel);
    }
}

sealed class LoopsByStart(IWork work) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Task.Run(async () =>
        {
            while (!cancellationToken.IsCancellationRequested) // want LEAK4004: The loop
                await work.DoAsync(cancellationToken);
        }, cancellationToken);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

// A semaphore without a place counts signals.
sealed class WaitsForSignal(IWork work) : BackgroundService
{
    private readonly SemaphoreSlim _signal = new(0);

    public void Wake() => _signal.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _signal.WaitAsync(); // want LEAK4004: 'WaitAsync'
            await work.DoAsync(stoppingToken);
        }
    }
}
