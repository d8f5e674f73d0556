namespace LeakLint.Package.Tests;

/// <summary>The package, packed once for all tests into a feed of its own, under a version that no cache knows.</summary>
public sealed class PackedLeakLint : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leaklint-package-").FullName;

    public string Version { get; } = $"0.0.1-test.{Guid.NewGuid():N}";

    public string PackagePath => Path.Combine(_folder, "feed", $"LeakLint.{Version}.nupkg");

    public async Task InitializeAsync()
    {
        var root = FindRepositoryRoot();
        var pack = await DotNet.RunAsync(
            root,
            "pack",
            Path.Combine("src", "LeakLint.Package"),
            "--configuration", "Release",
            "--artifacts-path", Path.Combine(_folder, "artifacts"),
            "--output", Path.Combine(_folder, "feed"),
            $"-p:Version={Version}");
        pack.Succeeded();
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Makes a project in a folder of its own that uses the package, and restores it.</summary>
    internal async Task<Consumer> CreateConsumerAsync(string program, string editorConfig = "")
    {
        var consumer = new Consumer(Directory.CreateDirectory(Path.Combine(_folder, $"consumer-{Guid.NewGuid():N}")).FullName);
        consumer.Write("Program.cs", program);
        consumer.Write(".editorconfig", $"root = true\n[*.cs]\n{editorConfig}\n");
        consumer.Write("nuget.config", NuGetConfig());
        consumer.Write("Consumer.csproj", ConsumerProject());
        (await consumer.RunAsync("restore")).Succeeded();
        return consumer;
    }

    // Only the feed: what else a console program needs comes with the SDK.
    private string NuGetConfig() =>
        $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="{Path.Combine(_folder, "packages")}" /></config>
          <packageSources><clear /><add key="leaklint" value="{Path.Combine(_folder, "feed")}" /></packageSources>
        </configuration>
        """;

    private string ConsumerProject() =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <Nullable>enable</Nullable>
            <UseAppHost>false</UseAppHost>
          </PropertyGroup>
          <ItemGroup><PackageReference Include="LeakLint" Version="{Version}" PrivateAssets="all" /></ItemGroup>
        </Project>
        """;

    private static string FindRepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LeakLint.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Run the tests from a clone of the repository.");
        return folder.FullName;
    }
}
