namespace LeakLint.Package.Tests;

/// <summary>A project that uses the package.</summary>
internal sealed class Consumer(string folder)
{
    public void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    public string Read(string name) => File.ReadAllText(Path.Combine(folder, name));

    /// <summary>Compiles, also when nothing has changed: an up-to-date project reports nothing.</summary>
    public Task<DotNet> BuildAsync(params string[] arguments) => RunAsync(["build", "--no-restore", "--no-incremental", "-tl:off", .. arguments]);

    public Task<DotNet> RunAsync(params string[] arguments) => DotNet.RunAsync(folder, arguments);
}
