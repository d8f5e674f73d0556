using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard.Release;

/// <summary>Back-pressure: makes creators wait while too many items are still to be released.</summary>
internal sealed class ReleaseBacklog(ReleaseQueue releases, int limit)
{
    private TaskCompletionSource _progress = CreateSignal();
    private int _waiting;

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
        => releases.Pending < limit ? ValueTask.CompletedTask : WaitAsync(cancellationToken);

    /// <summary>To be called after each release.</summary>
    public void OnProgress()
    {
        if (Volatile.Read(ref _waiting) > 0)
        {
            Interlocked.Exchange(ref _progress, CreateSignal()).SetResult();
        }
    }

    private async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            while (true)
            {
                // The signal first, then the number: progress between the two completes this very signal.
                Task progress = Volatile.Read(ref _progress).Task;
                if (releases.Pending < limit)
                {
                    return;
                }

                await progress.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static TaskCompletionSource CreateSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
