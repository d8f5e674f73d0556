namespace AgentWorkers;

/// <summary>Does one job after the other, each with services of its own.</summary>
internal sealed class JobWorker(JobQueue queue, IServiceScopeFactory scopes) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var job in queue.ReadAllAsync(stoppingToken))
            await DoAsync(job, stoppingToken);
    }

    private async Task DoAsync(Job job, CancellationToken stoppingToken)
    {
        try
        {
            var scope = scopes.CreateAsyncScope();
            var toolbox = scope.ServiceProvider.GetRequiredService<Toolbox>();
            var topic = await toolbox.UseAsync("encyclopedia", "find_topic", job.Question, stoppingToken);
            job.Answer.SetResult(await toolbox.UseAsync("encyclopedia", "look_up", topic, stoppingToken));
        }
        catch (Exception e)
        {
            job.Answer.TrySetException(e);
        }
    }
}
