using System;
using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard;

/// <summary>Bounded waiting that never throws: the caller looks at the task afterwards.</summary>
internal static class QuietTask
{
    /// <summary>Waits until the task ends or the time is up, and leaves no timer behind.</summary>
    public static async Task WaitAsync(Task task, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        if (task.IsCompleted || limit <= TimeSpan.Zero)
            return;
        await task.WaitAsync(limit, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Marks the exception of a task that nobody waits for any more as seen.</summary>
    public static void Observe(Task task)
        => task.ContinueWith(
            static t => _ = t.Exception, CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
