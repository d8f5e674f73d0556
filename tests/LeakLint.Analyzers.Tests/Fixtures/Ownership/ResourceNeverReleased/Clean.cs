using System.Diagnostics;
using System.Net.Sockets;
using ModelContextProtocol.Client;

sealed class Clean
{
    private readonly List<FileStream> _open = [];
    private FileStream? _log;

    void Close()
    {
        _log?.Dispose();
        _open.ForEach(file => file.Dispose());
    }

    // Silent: released at the end of the scope.
    long UsingDeclaration(string path)
    {
        using var file = new FileStream(path, FileMode.Open);
        return file.Length;
    }

    // Silent: released at the end of the block.
    long UsingStatement(string path)
    {
        using (var file = File.OpenRead(path))
            return file.Length;
    }

    // Silent: an awaited factory whose result is released asynchronously.
    async Task<int> AwaitUsing(StdioClientTransport transport, CancellationToken cancellationToken)
    {
        await using var client = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken);
        var tools = await client.ListToolsAsync(cancellationToken: cancellationToken);
        return tools.Count;
    }

    // Silent: released in finally, through "?." on a local that starts as null.
    void Finally(string path)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open);
            file.ReadByte();
        }
        finally
        {
            file?.Dispose();
        }
    }

    // Silent: the caller owns what is returned.
    FileStream Returned(string path)
    {
        var file = new FileStream(path, FileMode.Open);
        file.Seek(10, SeekOrigin.Begin);
        return file;
    }

    // Silent: the caller owns what comes out.
    bool HandedOutByParameter(string path, out FileStream file)
    {
        file = new FileStream(path, FileMode.Open);
        return true;
    }

    // Silent: the field's owner answers for it (LEAK1006, LEAK1007).
    void StoredInField(string path) => _log = new FileStream(path, FileMode.Append);

    // Silent: the list's owner answers for it.
    void StoredInCollection(string path)
    {
        var file = new FileStream(path, FileMode.Open);
        _open.Add(file);
    }

    // Silent: the reader owns the stream, and the reader is released.
    string WrappedInReader(string path)
    {
        var file = new FileStream(path, FileMode.Open);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    // Silent: closing is releasing.
    void ClosedByName(string host)
    {
        var client = new TcpClient();
        client.NoDelay = host.Length > 0;
        client.Close();
    }

    // Silent: a helper in this project closes it.
    void ClosedInHelper(string path)
    {
        var file = new FileStream(path, FileMode.Open);
        CloseQuietly(file);
    }

    private static void CloseQuietly(FileStream file)
    {
        file.Flush();
        file.Dispose();
    }

    // Silent: memory only, there is nothing to release.
    byte[] InMemory(byte[] content)
    {
        var buffer = new MemoryStream();
        buffer.Write(content);
        return buffer.ToArray();
    }

    // Silent: borrowed, its owner is elsewhere.
    void Borrowed(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>();
        logger.CreateLogger("x").LogInformation("borrowed");
    }

    // Silent: the response is released together with the registered object at the end of the request.
    void RegisteredForDispose(HttpContext context, string path)
    {
        var file = new FileStream(path, FileMode.Open);
        context.Response.RegisterForDispose(file);
    }

    // Silent: released when it exits.
    void ReleasedByHandler()
    {
        var process = Process.Start(new ProcessStartInfo("git") { ArgumentList = { "fetch" } })!;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => process.Dispose();
    }

    // Silent: each is released in a second loop.
    void ListOfProcesses(string[] commands)
    {
        var children = new List<Process>();
        foreach (var command in commands)
            children.Add(Process.Start(command)!);
        foreach (var child in children)
        {
            child.WaitForExit();
            child.Dispose();
        }
    }

    // Silent: the array is handed over.
    Process[] ArrayOfProcesses(int count)
    {
        var children = new Process[count];
        for (var i = 0; i < count; i++)
            children[i] = Process.Start("worker")!;
        foreach (var child in children)
            Console.WriteLine(child.Id);
        return children;
    }
}
