using LeakLint.Testing;

namespace LeakLint.Analyzers.Tests;

/// <summary>The fixtures of this project, by their paths below the folder Fixtures.</summary>
internal static class Fixtures
{
    public static string Folder { get; } = Repository.PathOf("tests/LeakLint.Analyzers.Tests/Fixtures");

    /// <summary>The fixtures that the running compiler can read.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Fixture.FindAll(Folder)
            .Where(path => Fixture.Load(path).Runs)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/')),
    ];

    public static Fixture Load(string name) => Fixture.Load(Path.Combine(Folder, name));
}
