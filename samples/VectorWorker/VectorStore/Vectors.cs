using System.Collections.Concurrent;
using System.Globalization;
using ModelContextProtocol.Server;

namespace VectorStore;

/// <summary>Vectors by id, in memory.</summary>
internal sealed class Vectors
{
    private readonly ConcurrentDictionary<string, double[]> _vectors = new();

    public IEnumerable<McpServerTool> Tools =>
    [
        McpServerTool.Create(Upsert, new() { Name = "upsert" }),
        McpServerTool.Create(Query, new() { Name = "query" }),
    ];

    private string Upsert(string id, string vector)
    {
        _vectors[id] = Parse(vector);
        return id;
    }

    /// <summary>The id whose vector points most in the same direction; an empty text when there is none.</summary>
    private string Query(string vector)
    {
        var wanted = Parse(vector);
        return _vectors.OrderBy(entry => entry.Key, StringComparer.Ordinal).MaxBy(entry => Cosine(entry.Value, wanted)).Key ?? "";
    }

    private static double[] Parse(string vector) =>
        [.. vector.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    private static double Cosine(double[] a, double[] b) =>
        a.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(x => x * x) * b.Sum(y => y * y));
}
