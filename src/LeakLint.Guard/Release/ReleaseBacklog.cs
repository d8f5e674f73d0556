using System;
using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard.Release;

/// <summary>
/// Back-pressure: makes creators wait while more items than the limit are still to be released. Since a creator asks when
/// it has its slot, there never are more items than slots and limit together.
/// </summary>
internal sealed class ReleaseBacklog(Func<int> count, int limit)
{
    private TaskCompletionSource _progress = CreateSignal();
    private int _waiting;

    public int Waiting => Volatile.Read(ref _waiting);

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
        => count() <= limit ? ValueTask.CompletedTask : WaitAsync(cancellationToken);

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
                if (count() <= limit)
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
