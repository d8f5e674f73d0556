// Resources that are there when a task has ended. Whether a release is to wait for that, and what to do when it failed, only the author knows: there is no fix.
using System.Collections.Concurrent;
using ModelContextProtocol.Client;

sealed class Connection : IAsyncDisposable
{
    private readonly FileStream _socket = File.OpenRead("socket");

    private Connection()
    {
    }

    public static async Task<Connection> OpenAsync(string host)
    {
        await Task.Yield();
        return new Connection();
    }

    public Task<int> AskAsync(string question) => Task.FromResult(_socket.ReadByte() + question.Length);

    public ValueTask DisposeAsync() => _socket.DisposeAsync();
}

sealed class OpenedByConstructor
{
    private readonly Task<Connection> _connection; // want LEAK1006: _connection

    public OpenedByConstructor(string host) => _connection = Connection.OpenAsync(host);

    public async Task<int> AskAsync(string question) => await (await _connection).AskAsync(question);
}

sealed class OpenedAtFirstUse(IClientTransport transport)
{
    private Task<McpClient>? _client; // want LEAK1006: _client

    public async Task<string?> NameAsync()
    {
        _client ??= McpClient.CreateAsync(transport);
        return (await _client).ServerInfo.Name;
    }
}

sealed class OpenedLazily
{
    private readonly Lazy<Task<Connection>> _connection = new(() => Connection.OpenAsync("localhost")); // want LEAK1006: _connection

    public async Task<int> AskAsync(string question) => await (await _connection.Value).AskAsync(question);
}

sealed class OpenedOnThePool
{
    private readonly Task<FileStream> _file = Task.Run(() => File.OpenRead("data")); // want LEAK1006: _file

    public async Task<int> ReadAsync() => (await _file).ReadByte();
}

sealed class ForgottenBySiblings : IAsyncDisposable
{
    private readonly Task<Connection> _connection = Connection.OpenAsync("localhost"); // want LEAK1007: _connection
    private readonly FileStream _log = File.Create("log");

    public async Task<int> AskAsync(string question) => await (await _connection).AskAsync(question);

    public ValueTask DisposeAsync() => _log.DisposeAsync();
}

sealed class DroppedFromMap : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Connection>>> _connections = new();
    private readonly ConcurrentDictionary<string, Task<Connection>> _tasks = new();

    public async Task<int> AskAsync(string host, string question) =>
        await (await _connections.GetOrAdd(host, key => new Lazy<Task<Connection>>(() => Connection.OpenAsync(key))).Value).AskAsync(question)
        + await (await _tasks.GetOrAdd(host, Connection.OpenAsync)).AskAsync(question);

    public void Drop(string host)
    {
        _connections.TryRemove(host, out _); // want LEAK1011: _connections
        _tasks.TryRemove(host, out _); // want LEAK1011: _tasks
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
        {
            if (connection.IsValueCreated)
                await (await connection.Value).DisposeAsync();
        }

        foreach (var (_, connection) in _tasks)
            await (await connection).DisposeAsync();
    }
}

// Silent: released when it is there.
sealed class CleanAwaited : IAsyncDisposable
{
    private Task<Connection>? _connection;

    private async Task<Connection> ConnectAsync()
    {
        _connection ??= Connection.OpenAsync("localhost");
        return await _connection.ConfigureAwait(false);
    }

    public async Task<int> AskAsync(string question)
    {
        var connection = await ConnectAsync();
        return await connection.AskAsync(question);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is null)
            return;
        var connection = await _connection.ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }
}

// Silent: released where the task has succeeded.
sealed class CleanResult : IDisposable
{
    private Task<FileStream>? _file;

    public async Task<int> ReadAsync()
    {
        _file ??= Task.Run(() => File.OpenRead("data"));
        return (await _file).ReadByte();
    }

    public void Dispose()
    {
        if (_file is { IsCompletedSuccessfully: true } opened)
            opened.Result.Dispose();
    }
}

// Silent: what goes on with the task may release what it gives.
sealed class CleanContinued : IDisposable
{
    private readonly Lazy<Task<FileStream>> _file = new(() => Task.Run(() => File.OpenRead("data")));

    public async Task<int> ReadAsync() => (await _file.Value).ReadByte();

    public void Dispose()
    {
        if (_file.IsValueCreated)
            _ = _file.Value.ContinueWith(opened => opened.Result.Dispose());
    }
}

// Silent: others get the task, and may release what it gives.
sealed class CleanGiven(Task<Connection> given)
{
    private readonly Task<Connection> _given = given;
    private Task<FileStream>? _file;

    public async Task<int> AskAsync(string question) => await (await _given).AskAsync(question);

    public Task<FileStream> OpenAsync() => _file ??= Task.Run(() => File.OpenRead("data"));
}

// Silent: all are waited for and released.
sealed class CleanMap : IAsyncDisposable
{
    private readonly Dictionary<string, Task<Connection>> _connections = [];

    public async Task<int> AskAsync(string host, string question)
    {
        if (!_connections.TryGetValue(host, out var connection))
            _connections[host] = connection = Connection.OpenAsync(host);
        return await (await connection).AskAsync(question);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in await Task.WhenAll(_connections.Values))
            await connection.DisposeAsync();
        _connections.Clear();
    }
}
