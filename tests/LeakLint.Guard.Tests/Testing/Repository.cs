using System;
using System.IO;
using System.Linq;

namespace LeakLint.Guard.Tests.Testing;

/// <summary>Files of the repository that tests compare with code: pages of the documentation and their examples.</summary>
internal static class Repository
{
    private static readonly string s_root = FindRoot();

    /// <summary>The text of a file.</summary>
    /// <param name="path">Its path from the root, part by part.</param>
    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([s_root, .. path]));

    /// <summary>The code without its indentation, which differs between a page and a file.</summary>
    public static string Normalize(string code) => string.Join('\n', code.Split('\n').Select(static line => line.Trim()));

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "LeakLint.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
