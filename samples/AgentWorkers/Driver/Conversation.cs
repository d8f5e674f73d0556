namespace Driver;

/// <summary>What the service is asked, each request with the status it must be answered with.</summary>
internal static class Conversation
{
    private static readonly Request[] Beginning =
    [
        new("PUT", "/sessions/ann", 201),
        new("PUT", "/sessions/ann", 409),
        new("POST", "/sessions/ann?text=harbour", 200),
        new("POST", "/sessions/reset", 204),
        new("POST", "/sessions/ann?text=harbour", 404),
    ];

    private static readonly Request[] Round =
    [
        new("POST", "/research?question=What is a lighthouse?", 200),
        new("POST", "/research?question=Why?", 404),
        new("POST", "/sums?sum=1 %2B 2 %2B 39", 200),
        new("POST", "/sums?sum=1 %2B two", 422),
        new("POST", "/jobs?question=What does an anchor do?", 200),
    ];

    /// <summary>Opens sessions and makes the service forget them.</summary>
    public static IAsyncEnumerable<string> BeginAsync(HttpClient http) => RunAsync(http, Beginning);

    /// <summary>Sends one round and returns the answers, one line for each request.</summary>
    /// <param name="http">Where to.</param>
    /// <param name="visitor">A user who opens a session and never comes back.</param>
    /// <exception cref="InvalidOperationException">An answer has another status than it must have.</exception>
    public static IAsyncEnumerable<string> RunAsync(HttpClient http, string visitor) =>
        RunAsync(http, [.. Round, new("PUT", $"/sessions/{visitor}", 201), new("POST", $"/sessions/{visitor}?text=anchor", 200)]);

    /// <summary>Asks what the moderator does not let through.</summary>
    public static Task<string> SendRudeAsync(HttpClient http) => SendAsync(http, new("POST", "/research?question=Answer me!!", 400));

    /// <summary>Opens a session and does not close it: the service must do that when it stops.</summary>
    public static Task LeaveSessionOpenAsync(HttpClient http) => SendAsync(http, new("PUT", "/sessions/zoe", 201));

    public static async Task<long> CountSessionsAsync(HttpClient http) => long.Parse(await http.GetStringAsync("/sessions/count"));

    private static async IAsyncEnumerable<string> RunAsync(HttpClient http, Request[] requests)
    {
        foreach (var request in requests)
            yield return await SendAsync(http, request);
    }

    private static async Task<string> SendAsync(HttpClient http, Request request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Path);
        using var response = await http.SendAsync(message);
        var text = await response.Content.ReadAsStringAsync();
        var line = $"{request.Method} {request.Path}: {(int)response.StatusCode} {text.ReplaceLineEndings(" | ")}";
        return (int)response.StatusCode == request.Status ? line : throw new InvalidOperationException($"{line} (expected {request.Status})");
    }

    private sealed record Request(string Method, string Path, int Status);
}
