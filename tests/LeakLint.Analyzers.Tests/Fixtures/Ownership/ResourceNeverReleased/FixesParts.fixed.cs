using System.Net.Sockets;
using System.Text.Json;

// A part that is given out needs the whole: there is no fix.
class Parts
{
    string Path(string json, out JsonElement settings)
    {
        var document = JsonDocument.Parse(json);
        settings = document.RootElement.GetProperty("settings");
        return settings.GetProperty("path").GetString()!;
    }

    JsonElement First(string json)
    {
        var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var first = root[0];
        return first;
    }

    JsonElement Copy(string json)
    {
        var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return root.Clone();
    }

    // The stream that holds it is used after the block.
    async Task CopyAsync(int port, Stream output)
    {
        NetworkStream? stream = null;
        try
        {
            try
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync("localhost", port);
                stream = new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException)
            {
                return;
            }

            await stream.CopyToAsync(output);
        }
        finally
        {
            stream?.Dispose();
        }
    }

    // Nobody can tell when the source was made.
    async Task SendAsync(HttpClient client, string text)
    {
        using var cancellationTokenSource = new CancellationTokenSource(5000);
        await client.PostAsync("a", new StringContent(text), cancellationTokenSource.Token);
    }
}
