using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard.Unix;

/// <summary>
/// Unix: each child leads a session, and so a process group, of its own; a <see cref="Reaper"/> holds one end of a pipe and kills the
/// children when the other end closes; whatever left its group is found by the marker in its environment.
/// </summary>
internal sealed class UnixContainment : ProcessContainment
{
    private const int MaxReaperRestarts = 5;
    private const int MaxUndecidedPasses = 40;
    private static readonly TimeSpan _sweepPause = TimeSpan.FromMilliseconds(5);

    private readonly object _gate = new();
    private readonly HashSet<UnixContainedProcess> _attached = [];
    private readonly OwnerMarker _marker;
    private readonly ILogger _logger;
    private readonly bool _useReaper;
    private Reaper? _reaper;
    private int _restarts;
    private bool _disposed;

    public UnixContainment(OwnerMarker marker, bool useReaper, ILogger logger)
    {
        _marker = marker;
        _logger = logger;
        _useReaper = useReaper;
        SessionStarter = ExecutableLookup.FindOnPath("setsid");
        lock (_gate)
            _reaper = useReaper ? Reaper.TryStart(marker, SessionStarter, OnReaperLost) : null;
    }

    public override string? SessionStarter { get; }

    public override ParentExitProtection Protection => Measure(SessionStarter is not null);

    public override string Shortfall
    {
        get
        {
            if (!_useReaper)
                return "UseReaper is off";
            if (_reaper is null)
                return "no shell (/bin/sh) could be started to watch over the children";
            if (SessionStarter is null)
                return "there is no 'setsid' on the path to give children a process group of their own";
            return _reaper.SweepsMarkers ? "" : "there is no 'grep' or no readable /proc to find processes that left their group";
        }
    }

    public ParentExitProtection Measure(bool ownSession)
    {
        lock (_gate)
        {
            if (_reaper is null)
                return ParentExitSupport.IsAvailable ? ParentExitProtection.DirectChild : ParentExitProtection.GracefulExitOnly;
            if (!ownSession)
                return ParentExitProtection.DirectChild;
            return _reaper.SweepsMarkers ? ParentExitProtection.ProcessTree : ParentExitProtection.ProcessGroup;
        }
    }

    public override ContainedProcess Attach(Process process, string? needle, bool ownSession)
    {
        var contained = new UnixContainedProcess(this, process, needle, ownSession);
        lock (_gate)
        {
            _attached.Add(contained);
            _reaper?.Watch(contained.Identity, contained.LeadsGroup);
        }

        return contained;
    }

    public void Detach(UnixContainedProcess contained)
    {
        lock (_gate)
        {
            if (_attached.Remove(contained))
                _reaper?.Forget(contained.Identity);
        }
    }

    /// <remarks>
    /// One clean pass proves little: a process in the middle of exec shows no environment. Two in a row are asked for, and none
    /// counts while there is such a process, unless it stays like that: then it is not what it looks like.
    /// </remarks>
    public override bool Sweep(string needle, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        var cleanPasses = 0;
        var patience = MaxUndecidedPasses;
        while (cleanPasses < 2)
        {
            if (watch.Elapsed > limit)
                return false;
            var undecided = patience > 0 && MarkedProcesses.AnyStarting();
            if (undecided)
                patience--;
            cleanPasses = MarkedProcesses.KillAny(needle) || undecided ? 0 : cleanPasses + 1;
            if (cleanPasses < 2 && ProcFs.IsAvailable)
                Thread.Sleep(_sweepPause);
        }

        return true;
    }

    public override void Dispose()
    {
        Reaper? reaper;
        lock (_gate)
        {
            _disposed = true;
            (reaper, _reaper) = (_reaper, null);
        }

        // Outside the lock: Process raises Exited, which asks for our lock, while it holds the lock that its Dispose needs.
        reaper?.Dispose();
    }

    /// <summary>Somebody killed the reaper: the children would be unprotected from now on, so start another and tell it everything.</summary>
    private void OnReaperLost(Reaper lost)
    {
        lock (_gate)
        {
            if (_disposed || !ReferenceEquals(_reaper, lost))
                return;
            _reaper = ++_restarts <= MaxReaperRestarts ? Reaper.TryStart(_marker, SessionStarter, OnReaperLost) : null;
            foreach (var contained in _attached)
                _reaper?.Watch(contained.Identity, contained.LeadsGroup);
        }

        lost.Dispose();
        if (_reaper is null)
            ProcessLog.ProtectionLost(_logger, _marker.Name, Protection);
        else
            ProcessLog.ReaperRestarted(_logger, _marker.Name);
    }
}
