using Microsoft.Extensions.Options;

namespace Clean;

/// <summary>Runs one job after the other until the host stops.</summary>
public sealed class JobWorker(
    JobQueue queue,
    CommandRunner runner,
    JobJournal journal,
    RecentJobs recent,
    IOptionsMonitor<JobOptions> options,
    ILogger<JobWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changes = options.OnChange(changed => logger.LogInformation("Jobs may take {Timeout} now.", changed.Timeout));
        await foreach (var job in queue.ReadAllAsync(stoppingToken))
            await RunAsync(job, stoppingToken);
    }

    private async Task RunAsync(PendingJob job, CancellationToken stoppingToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, job.GivenUp);
        limited.CancelAfter(options.CurrentValue.Timeout);
        try
        {
            var result = await runner.RunAsync(job.Request, limited.Token);
            await journal.WriteAsync($"{result.Command} ended with {result.ExitCode}", stoppingToken);
            recent.Add(result);
            job.Complete(result);
        }
        catch (Exception e)
        {
            job.Fail(e);
            stoppingToken.ThrowIfCancellationRequested();
            logger.LogWarning(e, "{Command} failed.", job.Request.Command);
        }
    }
}
