using System;
using Xunit;

namespace LeakLint.Guard.Tests.Processes;

/// <summary>A test that looks at <c>/proc</c> and runs a POSIX shell. What it proves, it proves for Linux.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = LinuxOnly.Reason;
}

/// <summary>As <see cref="LinuxFactAttribute"/>, with data.</summary>
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = LinuxOnly.Reason;
}

internal static class LinuxOnly
{
    public static string? Reason => OperatingSystem.IsLinux() ? null : "Runs on Linux only.";
}
