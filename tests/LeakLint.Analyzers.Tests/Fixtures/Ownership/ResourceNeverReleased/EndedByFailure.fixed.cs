/// <summary>Ends itself when it fails, and only then.</summary>
sealed class Link(string host) : IDisposable
{
    private System.Net.Sockets.TcpClient? _client;

    public byte[] Answer { get; private set; } = [];

    public async Task ConnectAsync(CancellationToken cancel)
    {
        _client = new System.Net.Sockets.TcpClient();
        try
        {
            await _client.ConnectAsync(host, 80, cancel);
            Answer = new byte[await _client.GetStream().ReadAsync(new byte[80], cancel)];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose() => _client?.Dispose();
}

static class Links
{
    public static async Task<byte[]?> Ask(string host, CancellationToken cancel)
    {
        try
        {
            using var link = new Link(host);
            await link.ConnectAsync(cancel);
            return link.Answer;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Silent: what has failed has ended itself.
    public static async Task<Link> Open(string host, CancellationToken cancel)
    {
        var link = new Link(host);
        await link.ConnectAsync(cancel);
        return link;
    }

    // Silent: released where it works.
    public static async Task<int> Count(string host, CancellationToken cancel)
    {
        var link = new Link(host);
        try
        {
            await link.ConnectAsync(cancel);
        }
        catch (IOException)
        {
            return 0;
        }

        var count = link.Answer.Length;
        link.Dispose();
        return count;
    }
}
