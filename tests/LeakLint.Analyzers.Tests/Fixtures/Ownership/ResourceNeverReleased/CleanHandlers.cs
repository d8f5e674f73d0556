// The connections of a client are those of its handler: over somebody else's there is nothing to release, and releasing it would end the handler.
using System.Net.Http;

sealed class Sender(HttpMessageHandler handler)
{
    public async Task<int> Send(HttpRequestMessage message)
    {
        var invoker = new HttpMessageInvoker(handler);
        using var response = await invoker.SendAsync(message, default);
        return (int)response.StatusCode;
    }

    public async Task<string> Ask(Uri uri)
    {
        var client = new HttpClient(handler);
        return await client.GetStringAsync(uri);
    }
}
