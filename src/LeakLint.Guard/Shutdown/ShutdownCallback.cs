using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard;

/// <summary>A registered callback. Disposing it takes it out.</summary>
internal sealed class ShutdownCallback(
    ShutdownCoordinator coordinator, ShutdownPhase phase, string name, Func<CancellationToken, ValueTask> body) : IDisposable
{
    public ShutdownPhase Phase => phase;

    public string Name => name;

    /// <summary>
    /// Runs the callback on the thread pool (it may block before its first await) and waits for as long as its budget lasts.
    /// Its token is cancelled when the budget ends or <paramref name="abort"/> is.
    /// </summary>
    public async Task RunAsync(TimeSpan budget, TimeProvider clock, CancellationToken abort, ShutdownOutcome outcome, ILogger logger)
    {
        // Not disposed here: a callback that runs on may still register with its token.
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(abort);
        if (budget <= TimeSpan.Zero)
            await deadline.CancelAsync().ConfigureAwait(false);
        var running = Task.Run(() => body(deadline.Token).AsTask(), CancellationToken.None);
        QuietTask.Observe(running);
        // A callback that releases at once still gets to do so when no time is left.
        await QuietTask.WaitAsync(running, budget > ShutdownBudget.Least ? budget : ShutdownBudget.Least, clock, abort).ConfigureAwait(false);
        if (!running.IsCompleted)
        {
            await QuietTask.WaitAsync(deadline.CancelAsync(), ShutdownBudget.Least, clock, CancellationToken.None).ConfigureAwait(false);
            await QuietTask.WaitAsync(running, ShutdownBudget.Least, clock, CancellationToken.None).ConfigureAwait(false);
        }

        if (!running.IsCompleted)
        {
            outcome.AddTimedOut(name);
            ShutdownLog.CallbackTimedOut(logger, name, budget, phase);
            return;
        }

        deadline.Dispose();
        if (running.IsCanceled)
            outcome.AddTimedOut(name);
        else if (running.Exception?.InnerException is { } error)
        {
            outcome.AddError(error);
            ShutdownLog.CallbackFailed(logger, error, name, phase);
        }
    }

    public void Dispose() => coordinator.Remove(this);
}
