using System.Diagnostics;
using System.IO.Pipes;
using ModelContextProtocol.Client;

sealed class Leaks
{
    void ProcessAsStatement()
    {
        using var process = Process.Start("ls");
    }

    void ProcessWithArguments(string url)
    {
        using var process = Process.Start(new ProcessStartInfo("curl") { ArgumentList = { url } });
    }

    // The file stays locked until a finalizer runs.
    void FileIsOnlyCreated(string path)
    {
        using var fileStream = File.Create(path);
    }

    void AssignedToDiscard(string path)
    {
        using var fileStream = new FileStream(path, FileMode.CreateNew);
    }

    // Started to see whether it starts: the tool server runs on.
    async Task AwaitedFactory(StdioClientTransport transport, CancellationToken cancellationToken)
    {
        await using var mcpClient = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken);
    }

    async Task AwaitedFactoryToDiscard(StdioClientTransport transport)
    {
        await using var mcpClient = await McpClient.CreateAsync(transport).ConfigureAwait(false);
    }

    void ObjectAsStatement(string name)
    {
        using var namedPipeServerStream = new NamedPipeServerStream(name);
    }

    void InLambda(IEnumerable<string> commands)
    {
        foreach (var command in commands)
            Task.Run(() => { using var process = Process.Start(command); }).Wait();
    }

    string UsedOnceInChain(string path)
    {
        using var streamReader = File.OpenText(path);
        return streamReader.ReadToEnd();
    }

    // Only looked at, not kept.
    void AllLookedAt(string path)
    {
        using var fileStream = new FileStream(path, FileMode.Open);
        Measure(new[] { fileStream });
    }

    private static long Measure(IEnumerable<FileStream> files)
    {
        var total = 0L;
        foreach (var file in files)
            total += file.Length;
        return total;
    }

    // A connection, not what undoes one: nobody is called back.
    void Connected(ISource source)
    {
        using var line = source.ConnectTo("queue");
    }

    public interface ILine : IDisposable;

    public interface ISource
    {
        ILine ConnectTo(string name);
    }
}
