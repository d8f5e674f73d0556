using System.Threading.Channels;

namespace AgentWorkers;

/// <summary>A question that waits for a worker.</summary>
internal sealed record Job(string Question, TaskCompletionSource<string> Answer);

/// <summary>The jobs that are waiting, a hundred at most.</summary>
internal sealed class JobQueue
{
    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(100);

    public IAsyncEnumerable<Job> ReadAllAsync(CancellationToken cancellationToken) => _jobs.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Waits until a worker has answered the question.</summary>
    public async Task<string> RunAsync(string question, CancellationToken cancellationToken)
    {
        var job = new Job(question, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await _jobs.Writer.WriteAsync(job, cancellationToken);
        return await job.Answer.Task.WaitAsync(cancellationToken);
    }
}
