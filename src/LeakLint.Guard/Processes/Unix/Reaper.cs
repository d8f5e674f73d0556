using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;

namespace LeakLint.Guard.Unix;

/// <summary>
/// A shell process that reads from a pipe which only this program holds open. However this program ends, the pipe closes with it;
/// the reaper then kills the children it was told of, sweeps for the marker, and ends.
/// </summary>
/// <remarks>
/// .NET makes pipes close-on-exec, so no sibling child keeps the pipe open; and because a child between fork and exec does hold it,
/// the reaper wakes only after every started child really runs.
/// </remarks>
internal sealed class Reaper : IDisposable
{
    private static readonly ConcurrentDictionary<int, bool> _running = new();
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Action<Reaper> _onLost;
    private bool _disposed;

    private Reaper(Process process, bool sweepsMarkers, Action<Reaper> onLost)
    {
        _process = process;
        _onLost = onLost;
        SweepsMarkers = sweepsMarkers;
    }

    /// <summary>Whether a process is a reaper of this program: a part of it, and no child that anybody asked for.</summary>
    public static bool IsReaper(int processId) => _running.ContainsKey(processId);

    /// <summary>Whether it can find processes by their environment.</summary>
    public bool SweepsMarkers { get; }

    public int ProcessId => _process.Id;

    /// <summary>Starts a reaper and waits until it watches; <see langword="null"/> when this machine has no usable shell.</summary>
    public static Reaper? TryStart(OwnerMarker marker, string? sessionStarter, Action<Reaper> onLost)
    {
        if (ExecutableLookup.FindOnPath("sh") is not { } shell)
            return null;
        var process = new Process { StartInfo = Command(marker, shell, sessionStarter) };
        Reaper? reaper = null;
        try
        {
            process.Start();
            var answer = ReadAnswer(process);
            if (answer is not ("ready sweep" or "ready"))
                return null;
            reaper = new Reaper(process, answer == "ready sweep", onLost);
            _running[process.Id] = true;
            process.Exited += reaper.OnExited;
            // Also when it ended before anybody listened.
            process.EnableRaisingEvents = true;
            return reaper;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            return null;
        }
        finally
        {
            if (reaper is null)
                process.Dispose();
        }
    }

    public void Watch(ProcessIdentity child, bool leadsGroup)
        => Tell(string.Create(CultureInfo.InvariantCulture, $"+ {child.Id} {child.StartTicks} {(leadsGroup ? "-" : "")}"));

    public void Forget(ProcessIdentity child)
        => Tell(string.Create(CultureInfo.InvariantCulture, $"- {child.Id}"));

    /// <summary>Dismisses the reaper: it ends without killing anything.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        Tell("q");
        _disposed = true;
        _running.TryRemove(_process.Id, out _);
        _process.Exited -= OnExited;
        try
        {
            _process.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // It is gone already.
        }

        _process.Dispose();
    }

    private static ProcessStartInfo Command(OwnerMarker marker, string shell, string? sessionStarter)
    {
        // A session of its own keeps Ctrl+C and a closing terminal away from it.
        var start = new ProcessStartInfo(sessionStarter ?? shell)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (sessionStarter is not null)
            start.ArgumentList.Add(shell);
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(ReaperScript.Text);
        start.ArgumentList.Add("leaklint-reaper");
        start.ArgumentList.Add(marker.GroupNeedle);
        // It outlives this program by a moment: it shall not carry the program's secrets around. It keeps the marker of the
        // owners further out, so that those can still find it.
        start.Environment.TryGetValue(OwnerMarker.Variable, out var owners);
        start.Environment.TryGetValue("PATH", out var path);
        start.Environment.Clear();
        start.Environment["PATH"] = path ?? "/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C";
        if (owners is not null)
            start.Environment[OwnerMarker.Variable] = owners;
        return start;
    }

    private static string? ReadAnswer(Process process)
    {
        using var watchdog = new Timer(static p => TryKill((Process)p!), process, _startLimit, Timeout.InfiniteTimeSpan);
        return process.StandardOutput.ReadLine();
    }

    private static void TryKill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended in the same moment.
        }
    }

    private void Tell(string line)
    {
        if (_disposed)
            return;
        try
        {
            _process.StandardInput.Write(line + "\n");
            _process.StandardInput.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was killed. OnExited starts another one and tells that everything.
        }
    }

    private void OnExited(object? sender, EventArgs e)
    {
        _running.TryRemove(_process.Id, out _);
        _onLost(this);
    }
}
