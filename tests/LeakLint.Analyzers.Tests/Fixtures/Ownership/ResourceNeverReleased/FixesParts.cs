using System.Net.Sockets;
using System.Text.Json;

// A part that is given out needs the whole: there is no fix.
class Parts
{
    string Path(string json, out JsonElement settings)
    {
        var document = JsonDocument.Parse(json); // want LEAK1001: document
        settings = document.RootElement.GetProperty("settings");
        return settings.GetProperty("path").GetString()!;
    }

    // The stream that holds it is used after the block.
    async Task CopyAsync(int port, Stream output)
    {
        NetworkStream? stream = null;
        try
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp); // want LEAK1002: socket
            await socket.ConnectAsync("localhost", port);
            stream = new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException)
        {
            if (stream != null)
                await stream.DisposeAsync();
            return;
        }

        await using (stream)
            await stream.CopyToAsync(output);
    }

    // The file disposes its key.
    static (EcKey Key, string Name) Load(string path)
    {
        var file = new KeyFile(path); // want LEAK1001: file
        return (Key: (EcKey)file.Key, file.Name);
    }

    // Nobody can tell when the source was made.
    Task SendAsync(HttpClient client, string text) =>
        client.PostAsync("a", new StringContent(text), new CancellationTokenSource(5000).Token); // want LEAK1005: CancellationTokenSource
}

sealed class KeyFile(string path) : IDisposable
{
    private readonly EcKey _key = new(path);

    public object Key => _key;

    public string Name => path;

    public void Dispose() => _key.Dispose();
}

sealed class EcKey(string path) : IDisposable
{
    private readonly FileStream _source = File.OpenRead(path);

    public void Dispose() => _source.Dispose();
}
