using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LeakLint.Guard.Windows;

/// <summary>A child process on Windows and the job that holds it and its descendants.</summary>
internal sealed class WindowsContainedProcess(Process process, JobHandle job, ParentExitProtection protection) : ContainedProcess
{
    private const uint KilledExitCode = unchecked((uint)-1);

    public override ParentExitProtection Protection => protection;

    private bool HasJob => protection > ParentExitProtection.GracefulExitOnly && !job.IsClosed;

    public override bool IsEmpty
        => HasJob
            && Kernel32.QueryInformationJobObject(
                job, Kernel32.BasicAccountingInformation, out var accounting, Marshal.SizeOf<JobAccounting>(), 0)
            ? accounting.ActiveProcesses == 0
            : HasExited;

    private bool HasExited
    {
        get
        {
            try
            {
                return process.HasExited;
            }
            catch (InvalidOperationException)
            {
                return true; // its Process was disposed
            }
        }
    }

    /// <summary>Windows has no SIGTERM. A window can be closed; a console program was already told by the end of its input.</summary>
    public override void RequestStop()
    {
        try
        {
            process.CloseMainWindow();
        }
        catch (InvalidOperationException)
        {
            // It has ended, or has no window.
        }
    }

    public override void Kill()
    {
        if (HasJob)
        {
            Kernel32.TerminateJobObject(job, KilledExitCode);
            return;
        }

        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended, or may not be touched; there is no stronger means without a job.
        }
    }

    public override void Dispose() => job.Dispose();
}
