using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tracking;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeakLint.Guard;

/// <summary>
/// Owns work that runs behind the back of its caller: bounds it, logs its failures by name, and waits for it before the program ends.
/// </summary>
/// <remarks>All members may be called from any thread.</remarks>
public sealed class BackgroundTaskTracker : IAsyncDisposable
{
    private static readonly TimeSpan _longestCancelWait = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, string> _active = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _gate = new();
    private readonly BackgroundTaskTrackerOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _closing = new();
    private readonly ScopeState? _scope = ScopeState.Ambient;
    private Task<DrainResult>? _drain;
    private volatile DrainTally? _tally;
    private long _lastId;
    private int _activeCount;

    /// <summary>Creates a tracker.</summary>
    /// <param name="options">Limits; defaults where <see langword="null"/>.</param>
    /// <param name="timeProvider">The clock of the drain.</param>
    /// <param name="logger">Where failures and abandoned work are told.</param>
    public BackgroundTaskTracker(
        BackgroundTaskTrackerOptions? options = null, TimeProvider? timeProvider = null, ILogger<BackgroundTaskTracker>? logger = null)
    {
        _options = options ?? new BackgroundTaskTrackerOptions();
        _options.Validate();
        _clock = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger<BackgroundTaskTracker>.Instance;
        _slots = new SemaphoreSlim(_options.MaxConcurrency, _options.MaxConcurrency);
    }

    /// <summary>How many pieces of work are running, adopted ones included.</summary>
    public int ActiveCount => Volatile.Read(ref _activeCount);

    /// <summary>Cancelled when running work should end: in a drain, after it had time to end by itself.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Starts work on the thread pool if there is a free place.</summary>
    /// <param name="work">The work. Its token is <see cref="Stopping"/>.</param>
    /// <param name="name">What failures and reports call it; by default the calling member.</param>
    /// <returns><see langword="false"/> when all places are taken or the tracker is stopping: the work was not started.</returns>
    public bool TryRun(Func<CancellationToken, Task> work, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!_slots.Wait(0))
            return false;
        return TryStart(work, name);
    }

    /// <summary>Starts work on the thread pool, waiting for a free place first.</summary>
    /// <param name="work">The work. Its token is <see cref="Stopping"/>.</param>
    /// <param name="cancellationToken">Ends the wait for a place; it does not reach the work.</param>
    /// <param name="name">What failures and reports call it; by default the calling member.</param>
    /// <returns>A task that ends when the work was started.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled, or the tracker is stopping.</exception>
    public async ValueTask RunAsync(
        Func<CancellationToken, Task> work, CancellationToken cancellationToken = default, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(work);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        await _slots.WaitAsync(either.Token).ConfigureAwait(false);
        if (!TryStart(work, name))
            throw new OperationCanceledException("The tracker is stopping and starts no more work.", _closing.Token);
    }

    /// <summary>
    /// Adopts a task that already runs, instead of discarding it: its failure is logged, and a drain waits for it. It is taken even
    /// while the tracker stops, and even if it already failed.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="name">What failures and reports call it; by default the calling member.</param>
    public void Track(Task task, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        var id = Enter(name);
        QuietTask.Observe(ObserveAsync(task, id, name));
    }

    /// <summary>
    /// Admits no more work, waits, cancels <see cref="Stopping"/> for the last quarter of the time (5 seconds at most), waits again,
    /// and reports. Work that is abandoned goes on, and its end is still logged.
    /// </summary>
    /// <param name="timeout">How long the drain may take.</param>
    /// <param name="cancellationToken">Cancels <see cref="Stopping"/> at once and ends the first wait.</param>
    /// <returns>How the work ended that was active when the drain began. Callers share one drain; the first time-out counts.</returns>
    public async ValueTask<DrainResult> DrainAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        Task<DrainResult> drain;
        lock (_gate)
            drain = _drain ??= DrainCoreAsync(timeout, cancellationToken);
        return await drain.ConfigureAwait(false);
    }

    /// <summary>Drains with the time-out of the options.</summary>
    /// <returns>A task that ends when the work has ended or was abandoned.</returns>
    public ValueTask DisposeAsync() => DrainWithOptionsAsync(CancellationToken.None);

    internal async ValueTask DrainWithOptionsAsync(CancellationToken cancellationToken)
        => await DrainAsync(_options.DrainTimeout, cancellationToken).ConfigureAwait(false);

    private bool TryStart(Func<CancellationToken, Task> work, string name)
    {
        var id = Enter(name);
        // Entered first, looked second: a drain that began meanwhile either waits for this entry or is seen here.
        if (_closing.IsCancellationRequested)
        {
            Leave(id, outcome: null);
            _slots.Release();
            return false;
        }

        Task running;
        if (_options.FlowExecutionContext || ExecutionContext.IsFlowSuppressed())
            running = Task.Run(() => work(Stopping), CancellationToken.None);
        else
        {
            using (ExecutionContext.SuppressFlow())
                running = Task.Run(() => work(Stopping), CancellationToken.None);
        }

        QuietTask.Observe(RunInSlotAsync(running, id, name));
        return true;
    }

    private async Task RunInSlotAsync(Task running, long id, string name)
    {
        try
        {
            await ObserveAsync(running, id, name, isOurs: true).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task ObserveAsync(Task task, long id, string name, bool isOurs = false)
    {
        var tracking = LeakTracker.TrackOwned(task, ResourceKinds.BackgroundTask, name, _scope);
        var outcome = WorkOutcome.Completed;
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested || !isOurs)
        {
            // Before Stopping, nobody asked our work to end: a cancellation then is a time-out somewhere inside, and a failure.
            outcome = WorkOutcome.Cancelled;
        }
        catch (Exception e)
        {
            outcome = WorkOutcome.Faulted;
            Report(name, e);
        }
        finally
        {
            tracking.Release(task);
            Leave(id, outcome);
        }
    }

    private void Report(string name, Exception exception)
    {
        TaskMetrics.Faulted();
        TaskLog.Faulted(_logger, exception, name);
        try
        {
            _options.OnFault?.Invoke(name, exception);
        }
        catch (Exception e)
        {
            TaskLog.OnFaultFailed(_logger, e, name);
        }
    }

    private async Task<DrainResult> DrainCoreAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var begin = _clock.GetTimestamp();
        var tally = _tally = new DrainTally();
        await _closing.CancelAsync().ConfigureAwait(false);
        if (ActiveCount == 0)
            _idle.TrySetResult();

        var cancelWait = timeout / 4 < _longestCancelWait ? timeout / 4 : _longestCancelWait;
        await QuietTask.WaitAsync(_idle.Task, timeout - cancelWait, _clock, cancellationToken).ConfigureAwait(false);
        var cancelling = CancelAsync();
        await QuietTask.WaitAsync(
            Task.WhenAll(cancelling, _idle.Task), Remaining(), _clock, CancellationToken.None).ConfigureAwait(false);

        DrainResult result;
        lock (tally)
            result = tally.Close(_active.Values.ToArray(), _clock.GetElapsedTime(begin));
        if (result.Abandoned > 0)
            TaskLog.Abandoned(_logger, result.Elapsed, string.Join(", ", result.AbandonedNames));
        return result;

        TimeSpan Remaining() => cancellationToken.IsCancellationRequested ? cancelWait : timeout - _clock.GetElapsedTime(begin);
    }

    private async Task CancelAsync()
    {
        try
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException e)
        {
            TaskLog.StoppingCallbackFailed(_logger, e);
        }
    }

    private long Enter(string name)
    {
        var id = Interlocked.Increment(ref _lastId);
        Interlocked.Increment(ref _activeCount);
        _active[id] = name;
        TaskMetrics.Entered();
        return id;
    }

    private void Leave(long id, WorkOutcome? outcome)
    {
        if (_tally is { } tally)
        {
            // Removed and counted as one step, so that each piece of work is in the report once.
            lock (tally)
            {
                _active.TryRemove(id, out _);
                tally.Add(outcome);
            }
        }
        else
        {
            _active.TryRemove(id, out _);
        }

        TaskMetrics.Left();
        if (Interlocked.Decrement(ref _activeCount) == 0 && _closing.IsCancellationRequested)
            _idle.TrySetResult();
    }
}
