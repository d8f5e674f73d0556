using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Linq;
using System.Runtime.InteropServices;

namespace LeakLint.Guard.Unix;

/// <summary>A child process on Unix, and the process group that it leads if it was given one.</summary>
internal sealed class UnixContainedProcess : ContainedProcess
{
    private readonly UnixContainment _containment;
    private readonly Process _process;
    private readonly string? _needle;

    public UnixContainedProcess(UnixContainment containment, Process process, string? needle, bool ownSession)
    {
        _containment = containment;
        _process = process;
        _needle = needle;
        var known = ProcFs.TryReadStat(process.Id, out var stat);
        Identity = new ProcessIdentity(process.Id, known ? stat.StartTicks : 0);
        LeadsGroup = ownSession || (known && stat.GroupId == process.Id);
    }

    public ProcessIdentity Identity { get; }

    public bool LeadsGroup { get; }

    public override ParentExitProtection Protection => _containment.Measure(LeadsGroup && _needle is not null);

    public override bool IsEmpty => !RootIsAlive && !(LeadsGroup && GroupExists && HasLiveMember(ownedOnly: false));

    private bool GroupExists => LibC.Kill(-Identity.Id, LibC.SigNone) == 0 || Marshal.GetLastPInvokeError() != LibC.NoSuchProcess;

    private bool RootIsAlive => ProcFs.IsAvailable ? Identity.IsAlive : !HasExited;

    private bool RootHoldsId => ProcFs.IsAvailable ? Identity.HoldsId : !HasExited;

    private bool HasExited
    {
        get
        {
            try
            {
                return _process.HasExited;
            }
            catch (InvalidOperationException)
            {
                return true; // its Process was disposed
            }
        }
    }

    public override void RequestStop()
    {
        if (!MayMeanGroup() || LibC.Kill(-Identity.Id, LibC.SigTerm) != 0)
            SignalRoot(LibC.SigTerm);
    }

    /// <remarks>
    /// A group kill is atomic: no fork can slip through it. Just after the start the group may not exist yet; then the root is killed
    /// first, so that it starts nothing more, and the group once again.
    /// </remarks>
    public override void Kill()
    {
        if (!LeadsGroup)
        {
            KillTree();
            return;
        }

        if (!MayMeanGroup() || LibC.Kill(-Identity.Id, LibC.SigKill) == 0)
            return;
        SignalRoot(LibC.SigKill);
        if (MayMeanGroup())
            _ = LibC.Kill(-Identity.Id, LibC.SigKill);
    }

    public override void Dispose() => _containment.Detach(this);

    /// <summary>
    /// Whether the group's number still means this child's group. While the root holds its id, it does. Afterwards only a member
    /// that carries our marker proves it: the number of an emptied group is free for anybody.
    /// </summary>
    private bool MayMeanGroup() => LeadsGroup && (RootHoldsId || (GroupExists && HasLiveMember(ownedOnly: true)));

    private bool HasLiveMember(bool ownedOnly)
        => ProcFs.EnumerateProcessIds().Any(id =>
            ProcFs.TryReadStat(id, out var stat) && stat.GroupId == Identity.Id && !stat.IsZombie
            && (!ownedOnly || (_needle is not null && ProcFs.FindMarker(id)?.Contains(_needle, StringComparison.Ordinal) == true)));

    private void SignalRoot(int signal)
    {
        if (ProcFs.IsAvailable)
            Identity.TrySignal(signal);
        else if (!HasExited)
            _ = LibC.Kill(Identity.Id, signal);
    }

    /// <summary>Best effort for a process in someone else's group: .NET walks the tree, and misses what detached itself from it.</summary>
    private void KillTree()
    {
        try
        {
            if (!HasExited)
                _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            SignalRoot(LibC.SigKill);
        }
    }
}
