// option dotnet_diagnostic.LEAK2007.severity = warning
using Microsoft.AspNetCore.Mvc;

// Silent: the client stops reading at its limit.
public sealed class LimitedController : ControllerBase
{
    private static readonly HttpClient _http = new() { MaxResponseContentBufferSize = 1_000_000 };

    public async Task<string> ShowAsync(string url) => await _http.GetStringAsync(url);
}

// Silent: the code asks for the size first.
public sealed class AskingController(HttpClient http) : ControllerBase
{
    public async Task<string> ShowAsync(string url)
    {
        using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        return response.Content.Headers.ContentLength < 1_000_000 ? await response.Content.ReadAsStringAsync() : "too large";
    }
}

// Silent: no server; what a tool reads for its user is its user's business.
public static class Tool
{
    public static Task<string> ReadAsync(HttpClient http, string url) => http.GetStringAsync(url);
}
