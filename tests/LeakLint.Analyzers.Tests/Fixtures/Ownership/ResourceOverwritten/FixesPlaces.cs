using System.Diagnostics;

sealed class FixesPlaces : IDisposable
{
    private FileStream? _log;
    private Process? _child;

    public void Embedded(string path, bool again)
    {
        if (again)
            _log = File.OpenRead(path); // want LEAK1004: _log
    }

    public void ExpressionBody(string command) => _child = Process.Start(command); // want LEAK1004: _child

    // The declaration runs again after the jump: the block ends each turn.
    static int Retry(string path)
    {
        var turns = 0;
    again:
        var file = File.OpenRead(path); // want LEAK1004: file
        if (file.ReadByte() < 0 && ++turns < 3)
            goto again;

        using (file)
        {
            return file.ReadByte();
        }
    }

    // Others use it until the turn ends.
    static async Task Serve(System.Net.Sockets.TcpListener listener, Func<bool> runs)
    {
        while (runs())
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(); // want LEAK1004: client
                await Task.Run(() => Answer(client));
            }
            catch (IOException)
            {
            }
        }
    }

    static void Answer(System.Net.Sockets.TcpClient client)
    {
        var stream = client.GetStream();
        stream.WriteByte(1);
        stream.Flush();
    }

    public void Dispose()
    {
        _log?.Dispose();
        _child?.Kill(entireProcessTree: true);
        _child?.Dispose();
    }
}
