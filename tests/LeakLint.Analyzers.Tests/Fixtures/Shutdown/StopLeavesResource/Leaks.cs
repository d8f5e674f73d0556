class Collector(ILogger<Collector> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            await Task.Delay(1000, stoppingToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken) // want LEAK4003: 'Collector.StopAsync'
    {
        logger.LogInformation("stops");
        return Task.CompletedTask;
    }
}

abstract class Worker : BackgroundService;

sealed class OverAnotherBase : Worker
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);

    public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask; // want LEAK4003: 'OverAnotherBase.StopAsync'
}
