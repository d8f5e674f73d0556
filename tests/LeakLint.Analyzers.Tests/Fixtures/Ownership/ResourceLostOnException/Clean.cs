using System.Diagnostics;
using System.Net.Sockets;

sealed class Clean : IDisposable
{
    private TcpClient? _client;

    public void Dispose() => _client?.Dispose();

    async Task<string> Using(string path, CancellationToken token)
    {
        using var reader = new StreamReader(path);
        return await reader.ReadToEndAsync(token);
    }

    async Task<string> InFinally(string path, CancellationToken token)
    {
        var reader = new StreamReader(path);
        try
        {
            return await reader.ReadToEndAsync(token);
        }
        finally
        {
            reader.Dispose();
        }
    }

    async Task<TcpClient> ReleasedInCatch(string host, CancellationToken token)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, 80, token);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    // Silent: the factory that fails gave nothing.
    async Task<Socket> Accepted(Socket listener, CancellationToken token)
    {
        var socket = await listener.AcceptAsync(token);
        socket.NoDelay = true;
        return socket;
    }

    // Silent: the field has it before anything can fail.
    async Task Kept(string host, CancellationToken token)
    {
        var client = new TcpClient();
        _client = client;
        await client.ConnectAsync(host, 80, token);
    }

    // Silent: nothing between the two fails in ordinary life.
    long Short(string path)
    {
        var file = new FileStream(path, FileMode.Open);
        var length = file.Length;
        Console.WriteLine(length);
        file.Dispose();
        return length;
    }

    // Silent: what is read is in memory.
    async Task<string> Memory(byte[] bytes, CancellationToken token)
    {
        var memory = new MemoryStream(bytes);
        var reader = new StreamReader(memory);
        var text = await reader.ReadToEndAsync(token);
        reader.Dispose();
        return text;
    }

    // Silent: the wait ends by itself.
    async Task Waited()
    {
        var process = Process.Start("git")!;
        await process.WaitForExitAsync();
        process.Dispose();
    }

    // Silent: a file that is open can be read.
    string? OpenFile(string path)
    {
        var reader = new StreamReader(path);
        var line = reader.ReadLine();
        reader.Dispose();
        return line;
    }

    // Silent: it is released before.
    async Task Before(string path, CancellationToken token)
    {
        var file = File.OpenRead(path);
        var length = file.Length;
        file.Dispose();
        await Task.Delay((int)length, token);
    }

    // Silent: the failure ends here, and what follows releases it.
    async Task Swallowed(string host, CancellationToken token)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, 80, token);
        }
        catch (Exception)
        {
            Console.WriteLine("refused");
        }

        client.Dispose();
    }

    // Silent: the failure that is to be expected is seen to.
    async Task<TcpClient> OneKind(string host, CancellationToken token)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, 80, token);
        }
        catch (OperationCanceledException)
        {
            client.Dispose();
            throw;
        }

        return client;
    }

    // Silent: its handler knows when somebody else has it.
    async Task Adopted(string host, CancellationToken token)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, 80, token);
            _client = client;
        }
        catch when (_client is null)
        {
            client.Dispose();
            throw;
        }
    }
}

// Silent: the constructor releases what it has opened before it throws on.
sealed class GuardedUplink : IDisposable
{
    private readonly System.Net.Sockets.Socket _socket;

    public GuardedUplink(string host)
    {
        _socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        try
        {
            _socket.Connect(host, 5671);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _socket.Dispose();
}

// Silent: what may fail comes first, and afterwards nothing does in ordinary life.
sealed class CheckedContainer : IDisposable
{
    private readonly FileStream _file;
    private readonly string _name;

    public CheckedContainer(string path)
    {
        if (path.Length == 0)
            throw new ArgumentException("empty", nameof(path));
        _file = File.OpenRead(path);
        _name = Path.GetFileName(path);
    }

    public override string ToString() => _name;

    public void Dispose() => _file.Dispose();
}

sealed class OneAfterTheOther
{
    // Silent: to write what is at hand fails only when the disk does.
    void Write(string path, string text)
    {
        var file = new StreamWriter(path);
        file.WriteLine(text.Length);
        file.Write(text);
        file.Close();
    }

    // Silent: a handler releases it.
    void WriteOrClose(string path, Func<string> describe)
    {
        var file = new StreamWriter(path);
        try
        {
            file.Write(describe());
        }
        catch
        {
            file.Close();
            throw;
        }

        file.Close();
    }

    // Silent: made by what is only worked on here, and closed by its reader.
    void Looked(string path, Func<string, string> find)
    {
        Console.WriteLine(path);
        var file = new StreamReader(path);
        Console.WriteLine(Path.GetFileName(path));
        file.Close();
        find(path);
    }
}

// Silent: the socket is that of the connection, which outlives its views.
sealed class View(View.Connection connection) : IDisposable
{
    private readonly Connection _connection = connection;

    public Task OpenAsync(CancellationToken token) => Task.Delay(_connection.Count++, token);

    public void Dispose() => _connection.Count--;

    static async Task<View> CreateAsync(Connection connection, CancellationToken token)
    {
        var view = new View(connection);
        await view.OpenAsync(token);
        return view;
    }

    public sealed class Connection : IDisposable
    {
        private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

        public int Count { get; set; }

        public void Dispose() => _socket.Dispose();
    }
}
