using System.Net;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Driver;

/// <summary>Clients of the registry: real MCP over HTTP.</summary>
internal sealed class Clients(Uri registry)
{
    private static readonly string Note = new('n', 200_000);

    /// <summary>A client that asks for what it needs, then says goodbye.</summary>
    /// <returns>The answers that it got.</returns>
    public async Task<string> VisitAsync()
    {
        await using var client = await ConnectAsync(saysGoodbye: true);
        return await AskAsync(client);
    }

    /// <summary>A client that asks for the same, and is gone: it crashed, or its network did.</summary>
    /// <inheritdoc cref="VisitAsync" path="/returns"/>
    public async Task<string> VanishAsync()
    {
        await using var client = await ConnectAsync(saysGoodbye: false);
        return await AskAsync(client);
    }

    /// <summary>Messages for sessions that do not exist, each for another one.</summary>
    /// <returns>How many of them were not found.</returns>
    public async Task<int> StrayAsync(HttpClient http, int messages)
    {
        var notFound = 0;
        await Parallel.ForAsync(0, messages, async (number, cancellationToken) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "mcp");
            request.Headers.Add("Mcp-Session-Id", $"stray-{number}");
            request.Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");
            using var response = await http.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
                Interlocked.Increment(ref notFound);
        });
        return notFound;
    }

    private Task<McpClient> ConnectAsync(bool saysGoodbye)
    {
        var transport = new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(registry, "mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            EnableStandaloneGetStream = false,
            OwnsSession = saysGoodbye,
        });
        return McpClient.CreateAsync(transport, new McpClientOptions { ProtocolVersion = "2025-06-18" });
    }

    private static async Task<string> AskAsync(McpClient client)
    {
        var tools = string.Join(", ", (await client.ListToolsAsync()).Select(tool => tool.Name).Order());
        var document = await CallAsync(client, "read_document", new() { ["name"] = "guide" });
        var kept = await CallAsync(client, "keep_note", new() { ["name"] = "plan", ["text"] = Note });
        var note = await CallAsync(client, "read_note", new() { ["name"] = "plan" });
        return $"{tools}; {document}; {kept}; {note.Length} characters read";
    }

    private static async Task<string> CallAsync(McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var result = await client.CallToolAsync(tool, arguments);
        return string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text));
    }
}
