using System;

namespace LeakLint.Guard;

/// <summary>Limits and promises of a <see cref="ChildProcessGroup"/>.</summary>
public sealed class ChildProcessGroupOptions
{
    /// <summary>How many started processes may be alive at once. What they start themselves is not counted. Default 16.</summary>
    public int MaxProcesses { get; set; } = 16;

    /// <summary>
    /// How long a process may take to end by itself once it was asked to: half of it after its standard input was closed,
    /// the rest after SIGTERM. Default 5 seconds.
    /// </summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The least protection to accept. Where less can be had, the constructor and every start throw. Default: accept any.</summary>
    public ParentExitProtection RequiredProtection { get; set; } = ParentExitProtection.None;

    /// <summary>
    /// Whether a small shell process may watch over the children on Unix and kill them when this process is gone. Default true.
    /// Without it nothing survives an orderly exit, and everything survives a crash.
    /// </summary>
    public bool UseReaper { get; set; } = true;

    /// <summary>Whether to kill what a crashed earlier run of the same <see cref="Name"/> left behind, before anything is started.</summary>
    public bool KillOrphansAtStart { get; set; }

    /// <summary>Tells this group's processes from those of other groups and programs, also after a restart. Default: the program's name.</summary>
    public string? Name { get; set; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxProcesses, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(GracePeriod, TimeSpan.Zero);
    }
}
