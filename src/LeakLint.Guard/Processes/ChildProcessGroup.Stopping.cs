using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Unix;

namespace LeakLint.Guard;

/// <content>How a group ends.</content>
public sealed partial class ChildProcessGroup
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(20);

    private readonly TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _gate = new();
    private Task? _stop;

    /// <summary>
    /// Stops all processes at the same time, each as <see cref="ChildProcess.StopAsync"/> does, and then whatever else carries the
    /// group's marker. The group starts nothing any more.
    /// </summary>
    /// <param name="cancellationToken">Ends the patience, not the stopping: what is left is killed at once.</param>
    /// <returns>A task that ends when all have ended. Callers share one stop.</returns>
    public async ValueTask StopAsync(CancellationToken cancellationToken = default)
    {
        using var hurry = cancellationToken.UnsafeRegister(static s => ((ChildProcessGroup)s!).KillAll(), this);
        Task stop;
        lock (_gate)
            stop = _stop ??= Task.Run(StopCoreAsync, CancellationToken.None);
        await stop.ConfigureAwait(false);
    }

    /// <summary>As <see cref="StopAsync"/>.</summary>
    /// <returns>A task that ends when all have ended.</returns>
    public ValueTask DisposeAsync() => StopAsync();

    /// <summary>Kills all processes and whatever they started. Waits for their end for a moment at most.</summary>
    public void Dispose()
    {
        if (_stop is { IsCompletedSuccessfully: true })
            return;
        _stopping.Cancel();
        var children = _children.Values.ToArray();
        KillAll();
        Sweep(_marker.GroupNeedle);
        Release(children);
    }

    internal void Sweep(string needle)
    {
        if (!_containment.Sweep(needle, _sweepLimit))
            ProcessLog.SweepIncomplete(Logger, _marker.Name);
    }

    internal Task SweepAsync(string needle) => Task.Run(() => Sweep(needle));

    private async Task StopCoreAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        var children = _children.Values.ToArray();
        await Task.WhenAll(
            children.Select(child => child.StopRootAsync(GracePeriod, CancellationToken.None)).Append(StopPreparedAsync(children)))
            .ConfigureAwait(false);
        await SweepAsync(_marker.GroupNeedle).ConfigureAwait(false);
        Release(children);
    }

    /// <summary>Asks those to end that were prepared, started by somebody else, and never adopted. The sweep kills the rest.</summary>
    private async Task StopPreparedAsync(IEnumerable<ChildProcess> adopted)
    {
        var known = adopted.Select(child => child.Id).ToHashSet();
        var prepared = MarkedProcesses.FindDirectChildren(_marker.GroupNeedle).Where(child => !known.Contains(child.Id)).ToArray();
        foreach (var child in prepared)
            child.TrySignal(LibC.SigTerm);
        var begin = Clock.GetTimestamp();
        while (!_hurry.Task.IsCompleted && Clock.GetElapsedTime(begin) < GracePeriod && prepared.Any(child => child.IsAlive))
            await QuietTask.WaitAsync(_hurry.Task, _poll, Clock).ConfigureAwait(false);
    }

    private void KillAll()
    {
        _hurry.TrySetResult();
        foreach (var child in _children.Values)
            child.Kill();
    }

    private void Release(IEnumerable<ChildProcess> children)
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        // One bound for all of them: a process that the kernel cannot end holds up nobody for longer.
        var begin = Clock.GetTimestamp();
        foreach (var child in children)
            child.DisposeCore(sweep: false, ChildProcess.KillLimit - Clock.GetElapsedTime(begin));
        _containment.Dispose();
    }

    private void OnProcessExit(object? sender, EventArgs e) => Dispose();
}
