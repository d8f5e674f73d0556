using Microsoft.Extensions.Options;

namespace Clean;

/// <summary>Says from time to time that the service is alive, from its start to its stop.</summary>
public sealed class Heartbeat(IOptions<JobOptions> options, RecentJobs recent, ILogger<Heartbeat> logger) : IHostedService, IAsyncDisposable
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(Beat, null, TimeSpan.Zero, options.Value.HeartbeatInterval);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _timer, null) is { } timer)
            await timer.DisposeAsync();
    }

    private void Beat(object? state) => logger.LogDebug("Alive, {Count} recent jobs.", recent.List().Count);
}
