using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LeakLint.Guard.Windows;

/// <summary>
/// Windows: each child runs in a job object of its own that the system closes, and so kills, when this program is gone.
/// </summary>
/// <remarks>
/// Not yet proven by tests: the project's tests run on Linux. Below .NET 11 a child is put into its job just after it started; a
/// grandchild that it starts in that instant escapes, which is why less than <see cref="ParentExitProtection.ProcessTree"/> is claimed.
/// </remarks>
internal sealed class WindowsContainment : ProcessContainment
{
    public override ParentExitProtection Protection
        => ParentExitSupport.IsAvailable ? ParentExitProtection.ProcessTree : ParentExitProtection.ProcessGroup;

    public override string Shortfall
        => ParentExitSupport.IsAvailable ? "" : "before .NET 11 a child can start a process of its own before it is put into its job";

    public override ContainedProcess Attach(Process process, string? needle, bool ownSession)
    {
        var job = Kernel32.CreateJobObject(0, 0);
        var limits = new JobExtendedLimits { LimitFlags = Kernel32.LimitKillOnJobClose };
        var assigned = !job.IsInvalid
            && Kernel32.SetInformationJobObject(job, Kernel32.ExtendedLimitInformation, in limits, Marshal.SizeOf<JobExtendedLimits>())
            && Kernel32.AssignProcessToJobObject(job, process.SafeHandle);
        return new WindowsContainedProcess(process, job, assigned ? Protection : ParentExitProtection.GracefulExitOnly);
    }

    /// <summary>A job already holds all there is: nothing leaves it, so there is nothing to look for.</summary>
    public override bool Sweep(string needle, TimeSpan limit) => true;

    public override void Dispose()
    {
    }
}
