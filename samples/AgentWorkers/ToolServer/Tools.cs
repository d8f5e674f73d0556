using System.Globalization;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace ToolServer;

/// <summary>The tools that can be served, in sets. Each takes a text and answers with one.</summary>
internal static class Tools
{
    private static readonly Dictionary<string, string> Articles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["lighthouse"] = "A tower that warns ships by light.",
        ["harbour"] = "Water where ships lie safely.",
        ["anchor"] = "A weight that keeps a ship where it is.",
    };

    /// <summary>The tools of a set; null when there is no such set.</summary>
    public static IEnumerable<McpServerTool>? Find(string name) => name switch
    {
        "encyclopedia" => [Create("find_topic", FindTopic), Create("look_up", LookUp)],
        "calculator" => [Create("add_up", AddUp)],
        "moderation" => [Create("is_polite", text => text.Contains("!!", StringComparison.Ordinal) ? "no" : "yes")],
        _ => null,
    };

    private static McpServerTool Create(string name, Func<string, string> tool) =>
        McpServerTool.Create((string text) => tool(text), new() { Name = name });

    private static string FindTopic(string text) =>
        text.Split(' ', '?', ',').FirstOrDefault(Articles.ContainsKey) ?? "";

    private static string LookUp(string text) => Articles.GetValueOrDefault(text, "Nobody has written about it.");

    private static string AddUp(string text) =>
        text.Split('+').Sum(number => decimal.TryParse(number, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new McpException($"'{number.Trim()}' is no number.")).ToString(CultureInfo.InvariantCulture);
}
