// The handler is made here: nobody else ends its connections.
using System.Net.Http;

sealed class OwnHandler
{
    public async Task<string> Ask(Uri uri)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }); // want LEAK1001: client
        return await client.GetStringAsync(uri);
    }

    public async Task<int> Send(HttpRequestMessage message)
    {
        var handler = new SocketsHttpHandler();
        var invoker = new HttpMessageInvoker(handler); // want LEAK1001: invoker
        using var response = await invoker.SendAsync(message, default);
        return (int)response.StatusCode;
    }

    // No fix: a using would end the caller's handler as well.
    public async Task<string> AskBy(HttpMessageHandler? handler, Uri uri)
    {
        var client = handler is null ? new HttpClient() : new HttpClient(handler); // want LEAK1001: client
        return await client.GetStringAsync(uri);
    }
}
