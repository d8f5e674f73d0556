using System.Net.Http.Json;

namespace Driver;

/// <summary>The requests of one round, each with the status it must be answered with.</summary>
internal static class Conversation
{
    private static readonly Request[] Round =
    [
        new("GET", "/health", 200),
        new("POST", "/tools/count_words", 200, new { text = "one watcher is normal" }),
        new("GET", "/tools/count_words", 200),
        new("GET", "/tools/send_mail", 404),
        new("PUT", "/sessions/ann?requires=search_notes", 201),
        new("PUT", "/sessions/ann?requires=search_notes", 409),
        new("PUT", "/sessions/bob?requires=send_mail", 422),
        new("POST", "/sessions/ann/tools/search_notes", 200, new { word = "gateway" }),
        new("POST", "/sessions/ann/reconnect", 204),
        new("POST", "/sessions/ann/tools/search_notes", 200, new { word = "count" }),
        new("DELETE", "/sessions/ann", 204),
        new("DELETE", "/sessions/ann", 404),
        new("GET", "/journal?word=deployed", 200),
        new("GET", "/journal?word=rollback", 404),
        new("POST", "/watch/restart", 204),
        new("POST", "/index", 202),
    ];

    /// <summary>Sends one round and returns the answers, one line for each request.</summary>
    /// <exception cref="InvalidOperationException">An answer has another status than it must have.</exception>
    public static async IAsyncEnumerable<string> RunAsync(HttpClient http)
    {
        foreach (var request in Round)
            yield return await SendAsync(http, request);
    }

    /// <summary>Opens a session and does not close it: the gateway must do that when it stops.</summary>
    public static Task LeaveSessionOpenAsync(HttpClient http) =>
        SendAsync(http, new Request("PUT", "/sessions/zoe?requires=search_notes", 201));

    private static async Task<string> SendAsync(HttpClient http, Request request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Path);
        if (request.Body is { } body)
            message.Content = JsonContent.Create(body, body.GetType());

        using var response = await http.SendAsync(message);
        var text = await response.Content.ReadAsStringAsync();
        var line = $"{request.Method} {request.Path}: {(int)response.StatusCode} {text.ReplaceLineEndings(" | ")}";
        return (int)response.StatusCode == request.Status
            ? line
            : throw new InvalidOperationException($"{line} (expected {request.Status})");
    }

    private sealed record Request(string Method, string Path, int Status, object? Body = null);
}
