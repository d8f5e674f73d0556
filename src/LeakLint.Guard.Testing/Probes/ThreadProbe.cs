using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace LeakLint.Guard.Testing.Probes;

/// <summary>Threads that are not the runtime's own: that pool threads come and go is nobody's leak.</summary>
internal sealed class ThreadProbe : LeakProbe
{
    private const string Tasks = "/proc/self/task";

    private readonly HashSet<string> _baseline = [.. List()];

    public override IEnumerable<Finding> Find()
    {
        foreach (var thread in List().Where(thread => !_baseline.Contains(thread)))
        {
            if (FindName(thread) is { } name && !name.StartsWith(".NET ", StringComparison.Ordinal))
                yield return new Finding(FindingKinds.Thread, $"{name} (thread {Path.GetFileName(thread)})");
        }
    }

    private static string[] List() => ProcessTable.IsAvailable ? Directory.GetDirectories(Tasks) : [];

    private static string? FindName(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            return null; // it has ended
        }
    }
}
