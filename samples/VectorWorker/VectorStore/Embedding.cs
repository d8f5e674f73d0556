using System.Globalization;
using ModelContextProtocol.Server;

namespace VectorStore;

/// <summary>Turns a text into a vector: how often it has each letter. Texts that share words are near each other.</summary>
internal static class Embedding
{
    public static IEnumerable<McpServerTool> Tools => [McpServerTool.Create(Embed, new() { Name = "embed" })];

    private static string Embed(string text)
    {
        var counts = new int[26];
        foreach (var letter in text.ToLowerInvariant().Where(char.IsAsciiLetterLower))
            counts[letter - 'a']++;
        return string.Join(',', counts.Select(count => count.ToString(CultureInfo.InvariantCulture)));
    }
}
