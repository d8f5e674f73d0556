using System;
using System.Diagnostics;
using System.Reflection;

namespace LeakLint.Guard;

/// <summary>
/// <c>ProcessStartInfo.KillOnParentExit</c>, which .NET 11 has and the frameworks we compile for have not. On Linux it covers the
/// direct child only; on Windows it puts the child into a job before it runs, which leaves no gap for a fast grandchild.
/// </summary>
internal static class ParentExitSupport
{
    private static readonly PropertyInfo? _killOnParentExit =
        OperatingSystem.IsWindows() || OperatingSystem.IsLinux() ? typeof(ProcessStartInfo).GetProperty("KillOnParentExit") : null;

    public static bool IsAvailable => _killOnParentExit?.PropertyType == typeof(bool);

    public static void EnableIfAvailable(ProcessStartInfo startInfo)
    {
        if (IsAvailable)
            _killOnParentExit!.SetValue(startInfo, true);
    }
}
