using System;
using System.Diagnostics;
using System.Linq;

namespace LeakLint.Guard.TestHost;

/// <summary>The ways in which children hide from a simple kill.</summary>
public static class ChildShapes
{
    private static readonly (string Name, string Script)[] _all =
    [
        ("plain", "exec sleep 300"),
        ("background", "sleep 300 & wait"),
        ("double-fork", "(sleep 300 &) ; exec sleep 300"),
        ("own-session", "setsid sleep 300 & exec sleep 300"),
        ("escaped", "(setsid sleep 300 &) ; exec sleep 300"),
        ("dead-root", "(setsid sleep 300 &) ; sleep 300 & exit 0"),
        ("no-environment", "exec env -i sleep 300"),
        ("stubborn", "trap '' TERM; while :; do sleep 300; done"),
    ];

    /// <summary>Their names.</summary>
    public static string[] Names => _all.Select(shape => shape.Name).ToArray();

    /// <summary>A command of one shape; "mixed" takes them in turn.</summary>
    public static ProcessStartInfo Create(string name, int index = 0)
    {
        // Not the last two: nobody finds the one by its environment, and the other would cost each graceful owner its grace period.
        var script = name == "mixed" ? _all[index % (_all.Length - 2)].Script : Array.Find(_all, shape => shape.Name == name).Script;
        return new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }
}
