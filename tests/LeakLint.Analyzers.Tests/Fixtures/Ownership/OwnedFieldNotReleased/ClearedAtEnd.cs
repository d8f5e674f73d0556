using System.Net.Sockets;

// Others see the client, but only the link puts one there, and to set it to null is all that its end does.
class Link
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);

    public TcpClient? Client { get; private set; } // want LEAK1007 info: Client

    public void Connect(string host)
    {
        if (Client is not null)
            return;
        Client = new TcpClient(host, 80);
        Client.NoDelay = true;
    }

    public void Disconnect()
    {
        _listener.Close();
        Client = null;
    }
}

class PlainLink : IDisposable
{
    public TcpClient? Client { get; private set; } // want LEAK1007 info: Client

    public void Connect(string host)
    {
        if (Client is not null)
            return;
        Client = new TcpClient(host, 80);
        Client.NoDelay = true;
    }

    public void Dispose() => Forget();

    private void Forget()
    {
        Client = null;
    }
}

// Silent: it is closed first.
class CarefulLink : IDisposable
{
    public TcpClient? Client { get; private set; }

    public void Connect(string host)
    {
        if (Client is not null)
            return;
        Client = new TcpClient(host, 80);
        Client.NoDelay = true;
    }

    public void Dispose()
    {
        Client?.Close();
        Client = null;
    }
}

// Silent: somebody else closes it.
class LentLink : IDisposable
{
    public TcpClient? Lent { get; private set; }

    public void Connect(string host)
    {
        if (Lent is not null)
            return;
        Lent = new TcpClient(host, 80);
        Lent.NoDelay = true;
    }

    public void Dispose() => Lent = null;
}

static class UserOfLink
{
    public static void End(LentLink link)
    {
        link.Lent?.Dispose();
        link.Dispose();
    }
}

// Silent: it is forgotten while the work goes on, not at its end.
class RoundLink : IDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);

    public TcpClient? Client { get; private set; }

    public void Connect(string host)
    {
        if (Client is not null)
            return;
        Client = new TcpClient(host, 80);
        Client.NoDelay = true;
    }

    public TcpClient? Take()
    {
        var taken = Client;
        Client = null;
        return taken;
    }

    public void Dispose() => _listener.Dispose();
}
