// A condition that is about one field is no place for the release of another.
using System.Net;
using System.Net.Sockets;

sealed class LazyFields : IDisposable
{
    private readonly Lazy<FileStream> _log = new(() => File.Create("log"));
    private readonly Lazy<TcpClient> _client = new(() => new TcpClient("localhost", 80)); // want LEAK1007: _client

    public void Note() => _log.Value.WriteByte((byte)_client.Value.Available);

    public void Dispose()
    {
        if (_log.IsValueCreated)
        {
            _log.Value.Dispose();
        }
    }
}

sealed class Listening : IDisposable
{
    private TcpListener? _listener;
    private TcpClient? _client; // want LEAK1007: _client

    public int Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _client = new TcpClient("localhost", 80);
        return _client.Available;
    }

    public void Dispose()
    {
        if (_listener != null)
        {
            _listener.Stop();
            _listener = null;
        }
    }
}

// What is still used is released after that.
sealed class Cancelled(CancellationToken outer) : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(outer); // want LEAK1007: _stop

    public CancellationToken Token => _stop.Token;

    public void Dispose() => _stop.Cancel();
}

sealed class Flushed : IDisposable
{
    private readonly FileStream _log = File.Create("log");
    private readonly TcpClient _client = new("localhost", 80); // want LEAK1007: _client

    public int Available => _client.Available;

    public void Dispose()
    {
        _log.Dispose();
        _client.GetStream().Flush();
    }
}

// A field that is cleared is released before.
sealed class Cleared : IDisposable
{
    private readonly FileStream _log = File.Create("log");
    private TcpClient? _client = new("localhost", 80); // want LEAK1007: _client

    public int Available => _client?.Available ?? 0;

    public void Dispose()
    {
        _log.Dispose();
        _client = null;
    }
}
