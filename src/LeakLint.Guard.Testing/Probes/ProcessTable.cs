using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using LeakLint.Guard.Unix;

namespace LeakLint.Guard.Testing.Probes;

/// <summary>The running processes as Linux shows them under <c>/proc</c>.</summary>
internal static class ProcessTable
{
    public static bool IsAvailable { get; } = OperatingSystem.IsLinux() && File.Exists("/proc/self/stat");

    /// <summary>All running processes by id. Those that only wait to be collected by their parent do not run.</summary>
    public static Dictionary<int, ProcStat> List()
        => Directory.EnumerateDirectories("/proc")
            .Select(static directory => Find(Path.GetFileName(directory)))
            .OfType<ProcStat>()
            .Where(static stat => !stat.IsZombie)
            .ToDictionary(static stat => stat.Id);

    /// <summary>Whether a text occurs in what the process was started with. No, when that may not be read.</summary>
    public static bool Mentions(int id, string file, string text)
        => TryRead(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/{file}"))?.Contains(text, StringComparison.Ordinal) ?? false;

    /// <summary>The text of a file of the kernel's, unless what it is about is gone, or somebody else's.</summary>
    public static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ProcStat? Find(string name)
        => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && TryRead($"/proc/{name}/stat") is { } text && ProcStat.TryParse(id, text, out var stat) ? stat : null;
}
