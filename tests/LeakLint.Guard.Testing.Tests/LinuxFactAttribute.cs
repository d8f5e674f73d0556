using System;
using Xunit;

namespace LeakLint.Guard.Testing.Tests;

/// <summary>A test that looks at <c>/proc</c>.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Runs on Linux only.";
}
