using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace LeakLint.Guard.Monitoring;

/// <summary>
/// The memory limit of the control group that this process is in, and of those around it: the lowest holds. Where the files are is
/// found once; what they say is read each time, because a container can be resized while it runs.
/// </summary>
internal sealed class ContainerMemory
{
    // The kernel writes "no limit" as the largest number of pages; nobody has this much memory either.
    private const long Unlimited = 1L << 60;

    private readonly string[] _files;

    /// <summary>Finds the files.</summary>
    /// <param name="root">The directory that holds <c>proc</c> and <c>sys</c>.</param>
    public ContainerMemory(string root = "/")
    {
        var group = OperatingSystem.IsLinux() ? ControlGroup.Find(root) : null;
        _files = group?.FindLimitFiles().ToArray() ?? [];
    }

    /// <summary>The limit in bytes, or null when there is none.</summary>
    public long? FindLimit()
    {
        long? lowest = null;
        foreach (var file in _files)
        {
            if (TryRead(file) is { } limit && limit < Unlimited && !(lowest < limit))
                lowest = limit;
        }

        return lowest;
    }

    // "max" is no number, and so no limit. Zero is what a group says that is being removed.
    private static long? TryRead(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            return long.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? limit : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
