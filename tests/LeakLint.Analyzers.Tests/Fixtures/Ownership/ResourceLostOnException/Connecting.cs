// What a Connect that fails does with its own object is told by its syntax.
using System.Net;
using System.Net.Sockets;

sealed class Link : IDisposable
{
    private Socket? _socket;

    // It replaces what it releases: the object lives on.
    public void Connect(EndPoint to)
    {
        var old = _socket;
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        old?.Dispose();
        _socket.Connect(to);
    }

    public void Dispose() => _socket?.Dispose();

    public static Link Open(EndPoint to)
    {
        var link = new Link(); // want LEAK1003: link
        link.Connect(to); // also
        return link;
    }
}

sealed class CarefulLink : IDisposable
{
    private Socket? _socket;

    public void Connect(EndPoint to)
    {
        try
        {
            Prepare();
            _socket!.Connect(to);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void Prepare() => _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

    public void Dispose() => _socket?.Dispose();

    // Silent: it ends itself when it fails.
    public static CarefulLink Open(EndPoint to)
    {
        var link = new CarefulLink();
        link.Connect(to);
        return link;
    }
}
