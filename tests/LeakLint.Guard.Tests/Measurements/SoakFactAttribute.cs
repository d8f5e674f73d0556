using System;
using Xunit;

namespace LeakLint.Guard.Tests.Measurements;

/// <summary>A measurement against a stated target. Takes minutes: runs only when LEAKLINT_SOAK is set.</summary>
public sealed class SoakFactAttribute : FactAttribute
{
    public SoakFactAttribute() => Skip = SoakOnly.Reason;
}

/// <summary>As <see cref="SoakFactAttribute"/>, with data.</summary>
public sealed class SoakTheoryAttribute : TheoryAttribute
{
    public SoakTheoryAttribute() => Skip = SoakOnly.Reason;
}

internal static class SoakOnly
{
    public static string? Reason
        => Environment.GetEnvironmentVariable("LEAKLINT_SOAK") is not { Length: > 0 } ? "Set LEAKLINT_SOAK=1 to run measurements."
            : OperatingSystem.IsLinux() ? null : "Runs on Linux only.";
}
