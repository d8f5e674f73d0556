namespace Driver;

/// <summary>The requests of one round, each with the status it must be answered with.</summary>
internal static class Conversation
{
    /// <summary>Sends one round and returns the answers, one line for each request.</summary>
    /// <param name="http">Where to.</param>
    /// <param name="visitor">A user who opens a session and never comes back.</param>
    /// <exception cref="InvalidOperationException">An answer has another status than it must have.</exception>
    public static async IAsyncEnumerable<string> RunAsync(HttpClient http, string visitor)
    {
        (string Method, string Path, int Status)[] round =
        [
            ("POST", "/research?question=What is a lighthouse?", 200),
            ("POST", "/research?question=Why?", 404),
            ("POST", "/sums?sum=1 %2B 2 %2B 39", 200),
            ("POST", "/sums?sum=1 %2B two", 422),
            ("POST", "/jobs?question=What does an anchor do?", 200),
            ("PUT", "/sessions/ann", 201),
            ("PUT", "/sessions/ann", 409),
            ("POST", "/sessions/ann?text=harbour", 200),
            ("POST", "/sessions/reset", 204),
            ("POST", "/sessions/ann?text=harbour", 404),
            ("PUT", $"/sessions/{visitor}", 201),
            ("POST", $"/sessions/{visitor}?text=anchor", 200),
        ];
        foreach (var (method, path, status) in round)
            yield return await SendAsync(http, method, path, status);
    }

    /// <summary>Asks what the moderator does not let through.</summary>
    public static Task<string> SendRudeAsync(HttpClient http) => SendAsync(http, "POST", "/research?question=Answer me!!", 400);

    /// <summary>Opens a session and does not close it: the service must do that when it stops.</summary>
    public static Task LeaveSessionOpenAsync(HttpClient http) => SendAsync(http, "PUT", "/sessions/zoe", 201);

    public static async Task<long> CountSessionsAsync(HttpClient http) => long.Parse(await http.GetStringAsync("/sessions/count"));

    private static async Task<string> SendAsync(HttpClient http, string method, string path, int status)
    {
        using var message = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await http.SendAsync(message);
        var text = await response.Content.ReadAsStringAsync();
        var line = $"{method} {path}: {(int)response.StatusCode} {text.ReplaceLineEndings(" | ")}";
        return (int)response.StatusCode == status ? line : throw new InvalidOperationException($"{line} (expected {status})");
    }
}
