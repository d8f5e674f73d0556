using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeakLint.Guard;

/// <summary>
/// Runs what must happen before the program ends: in phases, last registered first, within a time that is divided so that one
/// callback that hangs takes neither the others' time nor the time to kill child processes.
/// </summary>
/// <remarks>
/// With a host, <c>services.AddShutdownCoordinator()</c> makes the host run it. Without one, call <see cref="ListenForSignals"/> and
/// <see cref="RunAsync"/>. The callbacks of <see cref="ShutdownPhase.KillProcesses"/> run at the same time, each with the whole reserve.
/// All members may be called from any thread.
/// </remarks>
public sealed class ShutdownCoordinator : IAsyncDisposable
{
    private readonly List<ShutdownCallback> _callbacks = [];
    private readonly CancellationTokenSource _abort = new();
    private readonly object _gate = new();
    private readonly ShutdownOptions _options;
    private readonly TimeProvider _clock;
    private readonly ShutdownOutcome _outcome = new();
    private ShutdownBudget? _budget;
    private Task _reached = Task.CompletedTask;
    private Task<ShutdownReport>? _run;
    private ShutdownPhase _next;

    /// <summary>Creates a coordinator.</summary>
    /// <param name="options">The times; defaults where <see langword="null"/>.</param>
    /// <param name="timeProvider">The clock of the budgets.</param>
    /// <param name="logger">Where the shutdown tells what it does and what hangs.</param>
    public ShutdownCoordinator(
        ShutdownOptions? options = null, TimeProvider? timeProvider = null, ILogger<ShutdownCoordinator>? logger = null)
    {
        _options = options ?? new ShutdownOptions();
        _options.Validate();
        _clock = timeProvider ?? TimeProvider.System;
        Logger = logger ?? NullLogger<ShutdownCoordinator>.Instance;
    }

    internal ILogger Logger { get; }

    /// <summary>Whether a host runs this coordinator. Otherwise nobody would wait for what is registered through the host's lifetime.</summary>
    internal bool IsHosted { get; init; }

    /// <summary>Registers a callback.</summary>
    /// <param name="phase">When it runs.</param>
    /// <param name="name">What logs and the report call it.</param>
    /// <param name="callback">
    /// What to do. Its token is cancelled when its time is up; shutdown then goes on without it. In a phase with several callbacks each
    /// may use half of what the phase has left, the last one all of it.
    /// </param>
    /// <returns>Dispose it to take the callback out again.</returns>
    /// <exception cref="InvalidOperationException">The phase is running or about to: the callback would never run.</exception>
    public IDisposable Register(ShutdownPhase phase, string name, Func<CancellationToken, ValueTask> callback)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(callback);
        if (!Enum.IsDefined(phase))
            throw new ArgumentOutOfRangeException(nameof(phase));
        var registration = new ShutdownCallback(this, phase, name, callback);
        lock (_gate)
        {
            if (phase < _next)
                throw new InvalidOperationException($"Shutdown has begun, and takes nothing more for the phase {phase}: the callback '{name}' would never run.");
            _callbacks.Add(registration);
        }

        return registration;
    }

    /// <summary>Runs all phases, once: later callers get the same task.</summary>
    /// <param name="cancellationToken">Ends the patience: what is under way is left, and child processes are killed.</param>
    /// <returns>How it went. The task does not fail.</returns>
    public async Task<ShutdownReport> RunAsync(CancellationToken cancellationToken = default)
    {
        using var abort = cancellationToken.UnsafeRegister(static s => ((ShutdownCoordinator)s!).Abort(), this);
        Task<ShutdownReport> run;
        lock (_gate)
            run = _run ??= RunToEndAsync();
        return await run.ConfigureAwait(false);
    }

    /// <summary>
    /// For programs without a host: SIGTERM, SIGINT, SIGQUIT and SIGHUP run the shutdown and then end the program with exit code
    /// 128 + the signal's number. A second signal ends the patience, a third one ends the program as if nobody listened.
    /// </summary>
    /// <returns>Dispose it to stop listening.</returns>
    public IDisposable ListenForSignals() => new SignalListener(this);

    /// <summary>As <see cref="RunAsync"/>.</summary>
    /// <returns>A task that ends when the shutdown has ended.</returns>
    public async ValueTask DisposeAsync() => await RunAsync().ConfigureAwait(false);

    /// <summary>Runs the phases up to and including <paramref name="last"/> that have not run yet, and waits for those that are running.</summary>
    internal Task RunThroughAsync(ShutdownPhase last)
    {
        lock (_gate)
        {
            for (; _next <= last; _next++)
            {
                var (before, phase) = (_reached, _next);
                _reached = Task.Run(() => RunPhaseAsync(before, phase));
            }

            return _reached;
        }
    }

    /// <summary>
    /// Runs what is left when only the reserve is left, or when <paramref name="ready"/> ends. A host waits for ever for a service whose
    /// StopAsync never returns; the children shall not.
    /// </summary>
    internal async Task RunAtTheLatestAsync(Task ready)
    {
        var limit = _options.Timeout - _options.KillReserve - (_budget?.Elapsed ?? TimeSpan.Zero);
        await QuietTask.WaitAsync(ready, limit, _clock).ConfigureAwait(false);
        await RunAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Cancels what is under way and lets every phase but the killing of processes end at once.</summary>
    internal void Abort() => QuietTask.Observe(_abort.CancelAsync());

    internal void Remove(ShutdownCallback callback)
    {
        lock (_gate)
            _callbacks.Remove(callback);
    }

    private async Task<ShutdownReport> RunToEndAsync()
    {
        await RunThroughAsync(ShutdownPhase.KillProcesses).ConfigureAwait(false);
        var report = _outcome.Close(_budget!.Elapsed);
        ShutdownLog.Ended(Logger, report.Elapsed, report.TimedOut.Count, report.Errors.Count);
        return report;
    }

    private async Task RunPhaseAsync(Task before, ShutdownPhase phase)
    {
        await before.ConfigureAwait(false);
        if (_budget is null)
        {
            ShutdownLog.Begins(Logger, _options.Timeout);
            _budget = new ShutdownBudget(_options, _clock);
        }

        ShutdownCallback[] callbacks;
        lock (_gate)
            callbacks = _callbacks.Where(callback => callback.Phase == phase).Reverse().ToArray();
        ShutdownLog.PhaseBegins(Logger, phase, callbacks.Length);
        var limit = _budget.ForPhase(phase);
        if (phase == ShutdownPhase.KillProcesses)
            await Task.WhenAll(callbacks.Select(c => c.RunAsync(limit, _clock, CancellationToken.None, _outcome, Logger))).ConfigureAwait(false);
        else
            await RunInTurnAsync(callbacks, limit).ConfigureAwait(false);
    }

    private async Task RunInTurnAsync(ShutdownCallback[] callbacks, TimeSpan limit)
    {
        var begin = _clock.GetTimestamp();
        var next = 0;
        for (; next < callbacks.Length; next++)
        {
            var left = limit - _clock.GetElapsedTime(begin);
            if (left < ShutdownBudget.Least)
                break;
            var budget = ShutdownBudget.ForCallback(left, callbacks.Length - next);
            await callbacks[next].RunAsync(budget, _clock, _abort.Token, _outcome, Logger).ConfigureAwait(false);
        }

        // No time is left: the others still get the chance to do what can be done at once, all together.
        await Task.WhenAll(callbacks[next..].Select(c => c.RunAsync(TimeSpan.Zero, _clock, _abort.Token, _outcome, Logger))).ConfigureAwait(false);
    }
}
