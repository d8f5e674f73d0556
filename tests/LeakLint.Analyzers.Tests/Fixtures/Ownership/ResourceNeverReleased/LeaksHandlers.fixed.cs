// The handler is made here: nobody else ends its connections.
using System.Net.Http;

sealed class OwnHandler
{
    public async Task<string> Ask(Uri uri)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        return await client.GetStringAsync(uri);
    }

    public async Task<int> Send(HttpRequestMessage message)
    {
        var handler = new SocketsHttpHandler();
        using var invoker = new HttpMessageInvoker(handler);
        using var response = await invoker.SendAsync(message, default);
        return (int)response.StatusCode;
    }

    // No fix: a using would end the caller's handler as well.
    public async Task<string> AskBy(HttpMessageHandler? handler, Uri uri)
    {
        var client = handler is null ? new HttpClient() : new HttpClient(handler);
        return await client.GetStringAsync(uri);
    }
}
