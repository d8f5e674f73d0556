using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LeakLint.Guard.Windows;

/// <summary>The job object calls of Windows.</summary>
internal static partial class Kernel32
{
    public const int ExtendedLimitInformation = 9;
    public const uint LimitKillOnJobClose = 0x2000;
    public const int BasicAccountingInformation = 1;

    [LibraryImport("kernel32", EntryPoint = "CreateJobObjectW", SetLastError = true)]
    public static partial JobHandle CreateJobObject(nint securityAttributes, nint name);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetInformationJobObject(JobHandle job, int informationClass, in JobExtendedLimits limits, int length);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool QueryInformationJobObject(JobHandle job, int informationClass, out JobAccounting accounting, int length, nint returned);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool AssignProcessToJobObject(JobHandle job, SafeProcessHandle process);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool TerminateJobObject(JobHandle job, uint exitCode);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool CloseHandle(nint handle);
}

/// <summary>A job object. Closing the last handle to one kills its processes, if it was told so.</summary>
internal sealed class JobHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => Kernel32.CloseHandle(handle);
}

/// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct JobExtendedLimits
{
    public long PerProcessUserTimeLimit;
    public long PerJobUserTimeLimit;
    public uint LimitFlags;
    public nuint MinimumWorkingSetSize;
    public nuint MaximumWorkingSetSize;
    public uint ActiveProcessLimit;
    public nuint Affinity;
    public uint PriorityClass;
    public uint SchedulingClass;
    public ulong ReadOperations;
    public ulong WriteOperations;
    public ulong OtherOperations;
    public ulong ReadBytes;
    public ulong WriteBytes;
    public ulong OtherBytes;
    public nuint ProcessMemoryLimit;
    public nuint JobMemoryLimit;
    public nuint PeakProcessMemoryUsed;
    public nuint PeakJobMemoryUsed;
}

/// <summary>JOBOBJECT_BASIC_ACCOUNTING_INFORMATION.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct JobAccounting
{
    public long TotalUserTime;
    public long TotalKernelTime;
    public long PeriodUserTime;
    public long PeriodKernelTime;
    public uint TotalPageFaultCount;
    public uint TotalProcesses;
    public uint ActiveProcesses;
    public uint TotalTerminatedProcesses;
}
