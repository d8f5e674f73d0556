using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace LeakLint.Guard.Tests.Processes;

/// <summary>
/// Finds what a test started, without the library's help: every process carries a variable of the test in its environment.
/// Kills what is left, so that a failing test leaves nothing behind.
/// </summary>
internal sealed class Footprint : IDisposable
{
    public const string Variable = "LEAKLINT_TEST";

    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>A shell command that carries the footprint.</summary>
    public ProcessStartInfo Shell(string script, params string[] arguments)
        => On(new ProcessStartInfo("sh", (string[])["-c", script, "sh", .. arguments]));

    public ProcessStartInfo On(ProcessStartInfo startInfo)
    {
        startInfo.Environment[Variable] = Id;
        return startInfo;
    }

    /// <summary>The running processes that carry it. A zombie has no environment, and is not among them.</summary>
    public IReadOnlyList<int> Alive()
        => Directory.EnumerateDirectories("/proc")
            .Select(directory => int.TryParse(Path.GetFileName(directory), out var id) ? id : 0)
            .Where(id => id != 0 && id != Environment.ProcessId && Carries(id))
            .ToArray();

    /// <summary>Waits for a condition that the outside world brings about. A condition that never comes is a failure of the caller.</summary>
    public static async Task<bool> EventuallyAsync(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(20))
                return false;
            await Task.Delay(10);
        }

        return true;
    }

    public Task<bool> EventuallyGoneAsync() => EventuallyAsync(() => Alive().Count == 0);

    /// <summary>Waits until that many processes carry it.</summary>
    public Task<bool> EventuallyAsync(int count) => EventuallyAsync(() => Alive().Count == count);

    public void Dispose()
    {
        foreach (var id in Alive())
        {
            try
            {
                Process.GetProcessById(id).Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It ended in the same moment.
            }
        }
    }

    private bool Carries(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ").Contains($"{Variable}={Id}", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it is gone, or not ours
        }
    }
}
