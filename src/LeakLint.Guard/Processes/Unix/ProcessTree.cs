using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Enumeration;
using System.Runtime.InteropServices;

namespace LeakLint.Guard.Unix;

/// <summary>Counts in the process table of Linux. Made to be asked often: it looks at every process once, and makes next to no objects.</summary>
internal static class ProcessTree
{
    // Names have at most 15 bytes there, and the fields wanted come early.
    private const int StatLength = 512;
    private const int ParentField = 1;
    private const int ThreadsField = 17;

    private static readonly EnumerationOptions _allEntries = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    public static bool TryCountThreads(int id, out int count)
    {
        count = 0;
        if (!ProcFs.IsAvailable)
            return false;
        Span<byte> buffer = stackalloc byte[StatLength];
        return TryReadField(ProcFs.ReadHead(id, "stat", buffer), ThreadsField, out count);
    }

    /// <summary>The live processes that a process started, and those that these started. What ended and only waits to be collected is not live.</summary>
    /// <param name="root">The process.</param>
    /// <param name="isIgnored">Processes to leave out, with what they started.</param>
    public static int CountDescendants(int root, Func<int, bool>? isIgnored = null)
    {
        var parents = ReadParents();
        var known = new Dictionary<int, bool>(parents.Count) { [root] = true };
        var count = 0;
        foreach (var id in parents.Keys)
        {
            if (id != root && Descends(id, parents, known, isIgnored))
                count++;
        }

        return count;
    }

    /// <summary>Whether this process has children of its own, ended or not: asked without looking through all processes.</summary>
    public static unsafe bool HasChildren()
    {
        const int all = 0;
        const int exited = 4;
        const int noHang = 1;
        const int leaveAlone = 0x1000000;
        const int noChildren = 10;
        // Larger than what the kernel writes on any machine.
        var info = stackalloc byte[256];
        return LibC.WaitId(all, 0, info, exited | noHang | leaveAlone) == 0 || Marshal.GetLastPInvokeError() != noChildren;
    }

    /// <summary>The parent of every live process.</summary>
    private static Dictionary<int, int> ReadParents()
    {
        var parents = new Dictionary<int, int>();
        Span<byte> buffer = stackalloc byte[StatLength];
        foreach (var id in EnumerateIds())
        {
            var stat = ProcFs.ReadHead(id, "stat", buffer);
            if (!IsZombie(stat) && TryReadField(stat, ParentField, out var parent))
                parents[id] = parent;
        }

        return parents;
    }

    private static bool Descends(int id, Dictionary<int, int> parents, Dictionary<int, bool> known, Func<int, bool>? isIgnored)
    {
        if (known.TryGetValue(id, out var descends))
            return descends;
        // Set before it is known, so that a table that changed while it was read cannot send us round in circles.
        known[id] = false;
        return known[id] = isIgnored?.Invoke(id) != true && parents.TryGetValue(id, out var parent) && Descends(parent, parents, known, isIgnored);
    }

    private static FileSystemEnumerable<int> EnumerateIds() => new(
        "/proc",
        static (ref FileSystemEntry entry) => int.Parse(entry.FileName, NumberStyles.None, CultureInfo.InvariantCulture),
        _allEntries)
    {
        ShouldIncludePredicate = static (ref FileSystemEntry entry) => int.TryParse(entry.FileName, NumberStyles.None, CultureInfo.InvariantCulture, out _),
    };

    private static bool IsZombie(ReadOnlySpan<byte> stat) => AfterName(stat) is [(byte)'Z' or (byte)'X', ..];

    private static bool TryReadField(ReadOnlySpan<byte> stat, int field, out int value)
    {
        value = 0;
        var rest = AfterName(stat);
        for (; field > 0 && !rest.IsEmpty; field--)
            rest = rest.IndexOf((byte)' ') is var space and >= 0 ? rest[(space + 1)..] : [];
        return Utf8Parser.TryParse(rest, out value, out _);
    }

    /// <summary>The fields after the name, which stands in parentheses and may itself hold spaces and parentheses.</summary>
    private static ReadOnlySpan<byte> AfterName(ReadOnlySpan<byte> stat)
        => stat.LastIndexOf((byte)')') is var close and >= 0 && close + 2 < stat.Length ? stat[(close + 2)..] : [];
}
