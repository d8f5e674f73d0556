using System.Threading.Channels;

namespace Clean;

/// <summary>The jobs that wait for the worker. Full means no: nothing here grows without a bound.</summary>
public sealed class JobQueue
{
    private readonly Channel<PendingJob> _jobs = Channel.CreateBounded<PendingJob>(new BoundedChannelOptions(64) { SingleReader = true });

    /// <summary>False when the queue is full. The caller still owns the job either way.</summary>
    public bool TryAdd(PendingJob job) => _jobs.Writer.TryWrite(job);

    public IAsyncEnumerable<PendingJob> ReadAllAsync(CancellationToken cancellationToken) => _jobs.Reader.ReadAllAsync(cancellationToken);
}
