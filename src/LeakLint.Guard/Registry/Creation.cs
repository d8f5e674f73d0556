using System;
using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard.Registry;

/// <summary>
/// One run of a factory and everybody who waits for it. Each caller who joined before the entry exists gets a lease of
/// it, so that the entry cannot be evicted between its creation and its first use. A caller who gives up takes only
/// itself away; the factory is cancelled when the last one does.
/// </summary>
internal sealed class Creation<TKey, TResource>
    where TKey : notnull
    where TResource : class
{
    private const int Sealed = -1;

    private readonly TaskCompletionSource<RegistryEntry<TKey, TResource>?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _abandoned = new();
    private int _callers = 1;

    /// <summary>The entry, on which every caller who joined owns a lease; null when the caller is to look again.</summary>
    public Task<RegistryEntry<TKey, TResource>?> Completion => _completion.Task;

    /// <summary>Cancelled when nobody waits any more, or when the registry is drained.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Waits for the end, whatever it is.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await ((Task)_completion.Task).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Counts another caller. False when everybody left or the outcome is decided: wait for the end, and look again.</summary>
    public bool TryJoin()
    {
        int callers = Volatile.Read(ref _callers);
        while (callers > 0)
        {
            int seen = Interlocked.CompareExchange(ref _callers, callers + 1, callers);
            if (seen == callers)
            {
                return true;
            }

            callers = seen;
        }

        return false;
    }

    /// <summary>Takes a caller away. False when the outcome is decided: the caller owns a lease if there is an entry.</summary>
    public bool TryLeave()
    {
        int callers = Volatile.Read(ref _callers);
        while (callers != Sealed)
        {
            int seen = Interlocked.CompareExchange(ref _callers, callers - 1, callers);
            if (seen == callers)
            {
                if (callers == 1)
                {
                    Cancel();
                }

                return true;
            }

            callers = seen;
        }

        return false;
    }

    /// <summary>Closes the list of callers, and counts them.</summary>
    public int Seal() => Interlocked.Exchange(ref _callers, Sealed);

    public void Succeed(RegistryEntry<TKey, TResource>? entry) => _completion.SetResult(entry);

    public void Fail(Exception error)
    {
        _completion.SetException(error);
        _ = _completion.Task.Exception;
    }

    /// <summary>Asks the factory to stop. What its callbacks throw comes back as the failure of the factory, if it matters.</summary>
    public void Cancel() => _ = _abandoned.CancelAsync().ContinueWith(
        static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
