namespace LeakLint.Testing;

/// <summary>The source tree that the running tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds LeakLint.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a file or folder, given relative to the root with forward slashes.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LeakLint.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No LeakLint.sln above {AppContext.BaseDirectory}: run the tests from a clone of the repository.");
    }
}
