using System;
using System.Diagnostics;
using LeakLint.Guard.Unix;
using LeakLint.Guard.Windows;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard;

/// <summary>How one platform keeps hold of child processes and of what those start themselves.</summary>
internal abstract class ProcessContainment : IDisposable
{
    /// <summary>What would really happen to a process started now, if this program were killed.</summary>
    public abstract ParentExitProtection Protection { get; }

    /// <summary>Why <see cref="Protection"/> is not the highest level, for people; empty when it is.</summary>
    public abstract string Shortfall { get; }

    /// <summary>A program that puts the command in its arguments into a session of its own and becomes it, or <see langword="null"/>.</summary>
    public virtual string? SessionStarter => null;

    public static ProcessContainment Create(OwnerMarker marker, bool useReaper, ILogger logger)
        => OperatingSystem.IsWindows() ? new WindowsContainment() : new UnixContainment(marker, useReaper, logger);

    /// <summary>Takes hold of a process that was just started, or that someone else started.</summary>
    /// <param name="process">The process.</param>
    /// <param name="needle">Its marker, or <see langword="null"/> when it carries none.</param>
    /// <param name="ownSession">Whether it was started through <see cref="SessionStarter"/>.</param>
    public abstract ContainedProcess Attach(Process process, string? needle, bool ownSession);

    /// <summary>Kills every process whose environment holds <paramref name="needle"/>, until none is left or the time is up.</summary>
    /// <returns>Whether none was left.</returns>
    public abstract bool Sweep(string needle, TimeSpan limit);

    /// <summary>Lets go: nothing is watched over any more, and nothing is killed by this call.</summary>
    public abstract void Dispose();
}

/// <summary>One child process and whatever can be reached through it.</summary>
internal abstract class ContainedProcess : IDisposable
{
    public abstract ParentExitProtection Protection { get; }

    /// <summary>Whether neither the process nor anything that stayed in its group is running.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Asks the process and its group to end.</summary>
    public abstract void RequestStop();

    /// <summary>Kills the process and its group at once.</summary>
    public abstract void Kill();

    /// <summary>Ends the watching. Called once the process is gone.</summary>
    public abstract void Dispose();
}
