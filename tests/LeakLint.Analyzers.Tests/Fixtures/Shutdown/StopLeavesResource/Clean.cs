// Silent: the base is called.
sealed class CallsBase(ILogger<CallsBase> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("stops");
        await base.StopAsync(cancellationToken);
    }
}

// Silent: the base is called, by another member.
sealed class CallsBaseElsewhere : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);

    public override Task StopAsync(CancellationToken cancellationToken) => StopCoreAsync(cancellationToken);

    private Task StopCoreAsync(CancellationToken cancellationToken) => base.StopAsync(cancellationToken);
}

// Silent: it waits for its work in its own way.
sealed class OwnWay : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(100, stoppingToken);

    public override Task StopAsync(CancellationToken cancellationToken) => ExecuteTask ?? Task.CompletedTask;
}

// Silent: the work does not look at the token that the base would cancel.
sealed class ShortWork : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;

    public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

// Silent: there is no work of a base to be stopped.
sealed class PlainService : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

// Silent: stopping is left to the base.
sealed class NoOverride : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
}
