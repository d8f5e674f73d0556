using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace VectorWorker;

/// <summary>Calls of tools that answer with text.</summary>
internal static class ToolCalls
{
    public static async Task<string> CallAsync(McpClient client, string tool, params (string Name, string Value)[] arguments)
    {
        var result = await client.CallToolAsync(tool, arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value));
        var text = string.Join('\n', result.Content.OfType<TextContentBlock>().Select(block => block.Text));
        return result.IsError is true ? throw new McpException($"{tool}: {text}") : text;
    }
}
