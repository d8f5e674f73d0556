using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard;

/// <summary>
/// A process that a <see cref="ChildProcessGroup"/> owns. When it ends, what it left running in its process group is killed;
/// when it is stopped or disposed, so is what left the group.
/// </summary>
/// <remarks>
/// <see cref="DisposeAsync"/> stops it gracefully, <see cref="Dispose"/> kills it at once. Disposing <see cref="Process"/> itself
/// closes its streams and ends nothing.
/// </remarks>
public sealed class ChildProcess : IAsyncDisposable, IDisposable
{
    /// <summary>How long to wait for the kernel to end a killed process.</summary>
    internal static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan _longestPoll = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChildProcessGroup _group;
    private readonly ContainedProcess _contained;
    private readonly string? _needle;
    private readonly string _fileName;
    private readonly LeakTrackingHandle _tracking;
    private Process? _watch;
    private Task? _stop;
    private bool _stopping;
    private bool _killed;
    private bool _disposed;

    internal ChildProcess(ChildProcessGroup group, int number, Process process, ContainedProcess contained, string? needle, string fileName)
    {
        _group = group;
        _contained = contained;
        _needle = needle;
        _fileName = fileName;
        Number = number;
        Process = process;
        Id = process.Id;
        StartedAt = group.Clock.GetUtcNow();
        _tracking = group.Track(this, string.Create(CultureInfo.InvariantCulture, $"{fileName} (pid {Id})"));
    }

    /// <summary>The process, for its streams. Its <c>StartInfo</c> is the caller's own.</summary>
    public Process Process { get; }

    /// <summary>The process id. It stays readable when the process is gone, and may then belong to another one.</summary>
    public int Id { get; }

    /// <summary>When the group started or adopted it.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => _exited.Task.IsCompleted;

    /// <summary>What would happen to it if this program were killed now. Less than the group's for an adopted process.</summary>
    public ParentExitProtection Protection => _contained.Protection;

    internal int Number { get; }

    /// <summary>Waits until the process ends. Unlike <c>Process.WaitForExitAsync</c>, it does not wait for readers of its output.</summary>
    /// <param name="cancellationToken">Ends the wait; the process goes on.</param>
    /// <returns>The exit code; 128 + n when signal n ended it; -1 when it cannot be known, because
    /// <see cref="Process"/> was disposed or somebody else's child was adopted.</returns>
    public Task<int> WaitForExitAsync(CancellationToken cancellationToken = default) => _exited.Task.WaitAsync(cancellationToken);

    /// <summary>
    /// Closes the standard input if it is redirected, waits, asks to terminate, waits, kills. Goes on as soon as the process and
    /// its group are gone, so a well-behaved process costs no more than it needs.
    /// </summary>
    /// <param name="gracePeriod">How long it may take to end by itself; <see langword="null"/> for the group's.</param>
    /// <param name="cancellationToken">Ends the patience, not the stopping: the process is killed at once.</param>
    /// <returns>A task that ends when the process has ended. Callers share one stop; the first grace period counts.</returns>
    public async ValueTask StopAsync(TimeSpan? gracePeriod = null, CancellationToken cancellationToken = default)
    {
        await StopRootAsync(gracePeriod ?? _group.GracePeriod, cancellationToken).ConfigureAwait(false);
        if (_needle is not null)
            await _group.SweepAsync(_needle).ConfigureAwait(false);
    }

    /// <summary>Stops it with the group's grace period, and releases the <see cref="Process"/>.</summary>
    /// <returns>A task that ends when the process has ended.</returns>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        DisposeCore(sweep: false, KillLimit);
    }

    /// <summary>Kills it and everything it started, and releases the <see cref="Process"/>. Waits for its end for a moment at most.</summary>
    public void Dispose() => DisposeCore(sweep: true, KillLimit);

    /// <summary>
    /// Begins to listen for the end of the process: apart from the constructor, so that the group knows it before it ends, and
    /// through an object of our own, because whoever disposes <see cref="Process"/> would make us deaf.
    /// </summary>
    internal void Watch()
    {
        try
        {
            _watch = Process.GetProcessById(Id);
        }
        catch (ArgumentException)
        {
            OnExited();
            return;
        }

        _watch.Exited += (_, _) => OnExited();
        _watch.EnableRaisingEvents = true;
    }

    /// <summary>The stop without the sweep: a whole group sweeps once.</summary>
    internal async Task StopRootAsync(TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        using var hurry = cancellationToken.UnsafeRegister(static s => ((TaskCompletionSource)s!).TrySetResult(), _hurry);
        Task stop;
        lock (_gate)
        {
            _stopping = true;
            stop = _stop ??= Task.Run(() => StopCoreAsync(gracePeriod), CancellationToken.None);
        }

        await stop.ConfigureAwait(false);
    }

    internal void Kill()
    {
        if (!HasExited)
            Volatile.Write(ref _killed, true);
        Volatile.Write(ref _stopping, true);
        _hurry.TrySetResult();
        _contained.Kill();
    }

    internal void DisposeCore(bool sweep, TimeSpan limit)
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        Kill();
        if (sweep && _needle is not null)
            _group.Sweep(_needle);
        if (_watch is { } watch)
        {
            if (!watch.WaitForExit(limit > TimeSpan.Zero ? limit : TimeSpan.Zero))
                ProcessLog.SurvivedKill(_group.Logger, Id, _fileName);
            OnExited();
            watch.Dispose();
        }

        Process.Dispose();
    }

    private async Task StopCoreAsync(TimeSpan gracePeriod)
    {
        var begin = _group.Clock.GetTimestamp();
        if (!_contained.IsEmpty && !_hurry.Task.IsCompleted)
        {
            if (await TryCloseInputAsync(gracePeriod / 2).ConfigureAwait(false))
                await WaitUntilEmptyAsync(begin, gracePeriod / 2).ConfigureAwait(false);
            if (!_contained.IsEmpty)
            {
                _contained.RequestStop();
                await WaitUntilEmptyAsync(begin, gracePeriod).ConfigureAwait(false);
            }

            if (!_contained.IsEmpty)
            {
                Volatile.Write(ref _killed, true);
                ProcessLog.KilledAfterGrace(_group.Logger, Id, _fileName);
            }
        }

        _contained.Kill();
        await WaitAsync(_exited.Task, KillLimit).ConfigureAwait(false);
        if (!_exited.Task.IsCompleted)
            ProcessLog.SurvivedKill(_group.Logger, Id, _fileName);
    }

    /// <summary>Tells a server on standard input and output that its client is gone. Only if the group's user holds that stream.</summary>
    private async Task<bool> TryCloseInputAsync(TimeSpan limit)
    {
        try
        {
            var input = Process.StandardInput;
            // Closing flushes, and a child that reads nothing can make that last for ever.
            var closing = Task.Run(input.Dispose);
            await WaitAsync(closing, limit).ConfigureAwait(false);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // not redirected
        }
    }

    private async Task WaitUntilEmptyAsync(long begin, TimeSpan limit)
    {
        var clock = _group.Clock;
        await WaitAsync(Task.WhenAny(_exited.Task, _hurry.Task), limit - clock.GetElapsedTime(begin)).ConfigureAwait(false);
        var pause = TimeSpan.FromMilliseconds(2);
        while (!_hurry.Task.IsCompleted && clock.GetElapsedTime(begin) < limit && !_contained.IsEmpty)
        {
            await WaitAsync(_hurry.Task, pause).ConfigureAwait(false);
            pause = pause * 2 < _longestPoll ? pause * 2 : _longestPoll;
        }
    }

    private Task WaitAsync(Task task, TimeSpan limit)
        => QuietTask.WaitAsync(task, limit, _group.Clock);

    private void OnExited()
    {
        if (_exited.Task.IsCompleted)
            return;
        var exitCode = ReadExitCode();
        if (!Volatile.Read(ref _stopping))
            _contained.Kill();
        _contained.Dispose();
        _tracking.Release(this);
        if (_exited.TrySetResult(exitCode))
            _group.OnExited(this, FindReason());
    }

    private string FindReason()
        => Volatile.Read(ref _killed) ? ProcessMetrics.Killed : Volatile.Read(ref _stopping) ? ProcessMetrics.Stopped : ProcessMetrics.Exited;

    private int ReadExitCode()
    {
        const int unknown = -1;
        try
        {
            return Process.HasExited ? Process.ExitCode : unknown;
        }
        catch (InvalidOperationException)
        {
            return unknown; // its Process was disposed, or somebody else started it
        }
    }
}
