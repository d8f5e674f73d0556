using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace LeakLint.Guard.Unix;

/// <summary>The process table as Linux shows it under <c>/proc</c>. A process that vanishes while it is read is simply not there.</summary>
internal static class ProcFs
{
    private const int OpenCloseOnExec = 0x80000;
    private const int MaxFileLength = 4 * 1024 * 1024;
    private static readonly byte[] _markerAssignment = Encoding.UTF8.GetBytes(OwnerMarker.Variable + "=");

    public static bool IsAvailable { get; } = OperatingSystem.IsLinux() && File.Exists("/proc/self/stat");

    public static IEnumerable<int> EnumerateProcessIds()
    {
        if (!IsAvailable)
            yield break;
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                yield return id;
        }
    }

    public static bool TryReadStat(int id, out ProcStat stat)
    {
        stat = default;
        if (!IsAvailable || Read(id, "stat") is not { } bytes)
            return false;
        return ProcStat.TryParse(id, Encoding.UTF8.GetString(bytes), out stat);
    }

    /// <summary>
    /// The marker in the process's environment; empty when it has none, <see langword="null"/> when its environment cannot be read
    /// (another user's process, a zombie) or is not there yet (between fork and exec).
    /// </summary>
    public static string? FindMarker(int id)
    {
        if (Read(id, "environ") is not { Length: > 0 } bytes)
            return null;
        ReadOnlySpan<byte> rest = bytes;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)0);
            var variable = end < 0 ? rest : rest[..end];
            if (variable.StartsWith(_markerAssignment))
                return Encoding.UTF8.GetString(variable[_markerAssignment.Length..]);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return "";
    }

    /// <summary>Whether the process is in the middle of exec: whose it is cannot be said yet.</summary>
    public static bool IsStarting(int id)
        => Read(id, "environ") is { Length: 0 } && TryReadStat(id, out var stat) && stat.IsStarting;

    /// <summary>Reads the beginning of a process's file without allocating room for all of it.</summary>
    /// <returns>What was read, up to the length of <paramref name="buffer"/>; empty when the process is gone.</returns>
    public static unsafe ReadOnlySpan<byte> ReadHead(int id, string file, Span<byte> buffer)
    {
        var descriptor = LibC.OpenReadOnly(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/{file}"), OpenCloseOnExec);
        if (descriptor < 0)
            return [];
        fixed (byte* start = buffer)
        {
            var count = LibC.Read(descriptor, start, buffer.Length);
            _ = LibC.Close(descriptor);
            return buffer[..(int)Math.Max(0, count)];
        }
    }

    private static unsafe byte[]? Read(int id, string file)
    {
        var descriptor = LibC.OpenReadOnly(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/{file}"), OpenCloseOnExec);
        if (descriptor < 0)
            return null;
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            var length = 0;
            while (length < MaxFileLength)
            {
                if (length == buffer.Length)
                    buffer = Grow(buffer);
                nint count;
                fixed (byte* start = buffer)
                    count = LibC.Read(descriptor, start + length, buffer.Length - length);
                if (count < 0)
                    return null;
                if (count == 0)
                    break;
                length += (int)count;
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _ = LibC.Close(descriptor);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
