using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Host.Mef;

namespace LeakLint.Testing;

/// <summary>What every test compilation shares. Loading it is slow, so it is loaded once for the whole run.</summary>
public static class References
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> _assemblies = new(Load);

    /// <summary>.NET, ASP.NET Core and the packages of tests/References, as MSBuild resolved them when the tests were built.</summary>
    public static ImmutableArray<MetadataReference> Assemblies => _assemblies.Value;

    /// <summary>LeakLint.Guard, for projects that have installed it.</summary>
    public static MetadataReference Guard { get; } = MetadataReference.CreateFromFile(typeof(global::LeakLint.Guard.BackgroundTaskTracker).Assembly.Location);

    internal static MefHostServices Host { get; } = MefHostServices.Create(MefHostServices.DefaultAssemblies);

    /// <summary>The major version of the compiler that the tests run on.</summary>
    public static int RoslynMajor { get; } = typeof(Compilation).Assembly.GetName().Version!.Major;

    private static ImmutableArray<MetadataReference> Load()
    {
        using var list = typeof(References).Assembly.GetManifestResourceStream("references.txt")!;
        using var lines = new StreamReader(list);
        return
        [
            .. lines.ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
