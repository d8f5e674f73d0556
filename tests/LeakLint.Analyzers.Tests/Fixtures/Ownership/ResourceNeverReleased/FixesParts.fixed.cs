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

    // The stream that holds it is used after the block.
    async Task CopyAsync(int port, Stream output)
    {
        NetworkStream? stream = null;
        try
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("localhost", port);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
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

    // Nobody can tell when the source was made.
    async Task SendAsync(HttpClient client, string text)
    {
        using var cancellationTokenSource = new CancellationTokenSource(5000);
        await client.PostAsync("a", new StringContent(text), cancellationTokenSource.Token);
    }
}
