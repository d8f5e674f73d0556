using System;
using System.Diagnostics;
using System.Threading;
using LeakLint.Guard.Unix;

namespace LeakLint.Guard;

/// <summary>What can be learnt of a process that someone else started.</summary>
internal static class AdoptedProcess
{
    private const int Attempts = 20;

    /// <summary>The child marker that it was prepared with, or <see langword="null"/> when it carries none of this group.</summary>
    public static string? FindNeedle(Process process, OwnerMarker marker)
    {
        // Just after exec the environment is empty for an instant.
        for (var attempt = 0; ProcFs.IsAvailable && attempt < Attempts; attempt++)
        {
            if (ProcFs.FindMarker(process.Id) is { } value)
                return marker.FindChildNeedle(value);
            Thread.Sleep(1);
        }

        return null;
    }

    public static string FindName(Process process)
    {
        try
        {
            return process.ProcessName;
        }
        catch (InvalidOperationException)
        {
            return "?"; // it has ended
        }
    }
}
