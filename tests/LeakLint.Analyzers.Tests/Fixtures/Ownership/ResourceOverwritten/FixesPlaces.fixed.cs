using System.Diagnostics;

sealed class FixesPlaces : IDisposable
{
    private FileStream? _log;
    private Process? _child;

    public void Embedded(string path, bool again)
    {
        if (again)
        {
            _log?.Dispose();
            _log = File.OpenRead(path);
        }
    }

    public void ExpressionBody(string command)
    {
        _child?.Kill(entireProcessTree: true);
        _child?.Dispose();
        _child = Process.Start(command);
    }

    // The declaration runs again after the jump: the block ends each turn.
    static int Retry(string path)
    {
        var turns = 0;
    again:
        using (var file = File.OpenRead(path))
        {
            if (file.ReadByte() < 0 && ++turns < 3)
                goto again;

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
                using var client = await listener.AcceptTcpClientAsync();
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
