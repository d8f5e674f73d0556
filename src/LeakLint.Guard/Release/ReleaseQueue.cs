using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard.Release;

/// <summary>
/// Releases items on the thread pool, a few at a time. What an item throws is logged and counted and reaches no caller;
/// an item that hangs costs its time-out and then holds up nobody, but stays in <see cref="Unfinished"/> until it ends.
/// </summary>
internal sealed class ReleaseQueue(ReleaseQueueSettings settings)
{
    private readonly ConcurrentQueue<IReleaseItem> _waiting = new();
    private readonly ConcurrentDictionary<IReleaseItem, bool> _unfinished = new(ReferenceEqualityComparer.Instance);
    private int _workers;
    private int _pending;
    private int _released;
    private int _faulted;

    /// <summary>Raised on the thread pool when an item ended, and when the time of one is up. Set once, by the owner.</summary>
    public Action? Progressed { get; set; }

    /// <summary>How many items were queued and have neither ended nor exceeded their time.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>How many items were queued and have not ended, hung ones included.</summary>
    public int UnfinishedCount => _unfinished.Count;

    /// <summary>The items that were queued and have not ended, hung ones included.</summary>
    public ICollection<IReleaseItem> Unfinished => _unfinished.Keys;

    /// <summary>How many items ended without an exception, ever.</summary>
    public int Released => Volatile.Read(ref _released);

    /// <summary>How many items ended with an exception, ever.</summary>
    public int Faulted => Volatile.Read(ref _faulted);

    public void Enqueue(IReleaseItem item)
    {
        Interlocked.Increment(ref _pending);
        _unfinished[item] = true;
        _waiting.Enqueue(item);
        StartWorker();
    }

    private void StartWorker()
    {
        int workers = Volatile.Read(ref _workers);
        while (workers < settings.MaxConcurrency)
        {
            int seen = Interlocked.CompareExchange(ref _workers, workers + 1, workers);
            if (seen == workers)
            {
                // Unsafe: without the execution context of whoever happened to let go of the item.
                ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.WorkAsync(), this, preferLocal: false);
                return;
            }

            workers = seen;
        }
    }

    private async Task WorkAsync()
    {
        while (_waiting.TryDequeue(out IReleaseItem? item))
        {
            await ReleaseAsync(item).ConfigureAwait(false);
        }

        // An item that was queued after the last look found all workers busy: look again after leaving.
        Interlocked.Decrement(ref _workers);
        if (!_waiting.IsEmpty)
        {
            StartWorker();
        }
    }

    private async Task ReleaseAsync(IReleaseItem item)
    {
        // A task of its own, so that one that blocks before its first await can be given up on as well.
        long start = settings.TimeProvider.GetTimestamp();
        Task release = Task.Run(() => item.ReleaseAsync().AsTask());
        bool isHung = !await EndsInTimeAsync(release).ConfigureAwait(false);
        Exception? error = isHung ? new TimeoutException($"Releasing {item.Name} takes longer than {settings.Timeout}.") : FindError(release);
        if (isHung)
        {
            GuardLog.ReleaseTimedOut(settings.Logger, item.Name, settings.Name, settings.Timeout);
        }
        else
        {
            Count(item, start, error);
        }

        if (item.HasCallback)
        {
            await NotifyAsync(item, error).ConfigureAwait(false);
        }

        if (isHung)
        {
            _ = ForgetWhenEndedAsync(item, start, release);
        }
        else
        {
            _unfinished.TryRemove(item, out _);
        }

        // An item that queues another one in OnReleased does so while it still counts itself.
        item.OnReleased();
        Interlocked.Decrement(ref _pending);
        Progressed?.Invoke();
    }

    private async Task NotifyAsync(IReleaseItem item, Exception? releaseError)
    {
        Task callback = Task.Run(() => item.Notify(releaseError));
        Exception? error = await EndsInTimeAsync(callback).ConfigureAwait(false)
            ? FindError(callback)
            : new TimeoutException($"The callback takes longer than {settings.Timeout}.");
        if (error is not null)
        {
            GuardLog.CallbackFailed(settings.Logger, error, item.Name, settings.Name);
        }
    }

    private async Task ForgetWhenEndedAsync(IReleaseItem item, long start, Task release)
    {
        await release.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Count(item, start, FindError(release));
        _unfinished.TryRemove(item, out _);
        Progressed?.Invoke();
    }

    private async Task<bool> EndsInTimeAsync(Task work)
    {
        await work.WaitAsync(settings.Timeout, settings.TimeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return work.IsCompleted;
    }

    private void Count(IReleaseItem item, long start, Exception? error)
    {
        GuardMetrics.Disposed(settings.Name, settings.TimeProvider.GetElapsedTime(start));
        if (error is null)
        {
            Interlocked.Increment(ref _released);
            return;
        }

        Interlocked.Increment(ref _faulted);
        GuardMetrics.DisposalFailed(settings.Name, error);
        GuardLog.ReleaseFailed(settings.Logger, error, item.Name, settings.Name);
    }

    private static Exception? FindError(Task ended)
        => ended.IsCanceled ? new TaskCanceledException(ended) : ended.Exception?.InnerException;
}
