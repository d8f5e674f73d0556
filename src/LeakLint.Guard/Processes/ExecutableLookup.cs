using System;
using System.ComponentModel;
using System.IO;
using System.Linq;

namespace LeakLint.Guard;

/// <summary>
/// Finds programs as <see cref="System.Diagnostics.Process"/> does on Unix. A command that runs behind a wrapper must be found
/// before: otherwise the wrapper would start, and a missing program would be an exit code instead of an exception.
/// </summary>
internal static class ExecutableLookup
{
    private const int NoSuchFile = 2;
    private const int PermissionDenied = 13;

    /// <summary>The full path of a program.</summary>
    /// <exception cref="Win32Exception">There is no such program, or it may not be executed.</exception>
    public static string Resolve(string fileName)
    {
        var path = Path.IsPathRooted(fileName) ? fileName : FindRelative(fileName) ?? FindOnPath(fileName);
        if (path is null || !File.Exists(path))
            throw new Win32Exception(NoSuchFile, $"The program '{fileName}' to be started as a child process was not found.");
        if (!IsExecutable(path))
            throw new Win32Exception(PermissionDenied, $"The program '{path}' to be started as a child process is not executable.");
        return path;
    }

    /// <summary>The full path of a program on the search path, or <see langword="null"/>.</summary>
    public static string? FindOnPath(string fileName)
        => (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, fileName))
            .FirstOrDefault(path => File.Exists(path) && IsExecutable(path));

    private static string? FindRelative(string fileName)
    {
        var besideProgram = Path.Combine(Path.GetDirectoryName(Environment.ProcessPath) ?? "", fileName);
        if (File.Exists(besideProgram))
            return besideProgram;
        var here = Path.Combine(Environment.CurrentDirectory, fileName);
        return File.Exists(here) ? here : null;
    }

    private static bool IsExecutable(string path)
        => OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
