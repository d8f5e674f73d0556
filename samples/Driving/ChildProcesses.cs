using System.Globalization;

namespace Driving;

/// <summary>Counts the processes that a program has started, from <c>/proc</c>.</summary>
/// <remarks>
/// A child that outlives its parent is handed to another parent, so descent alone would miss just the orphans. Children inherit the
/// environment: a variable that only this program was started with finds them wherever they are.
/// </remarks>
internal sealed class ChildProcesses(int program, string marker)
{
    private readonly string _marker = marker + '\0';

    /// <summary>The living processes that descend from the program or carry its marker, without the program itself.</summary>
    public IReadOnlyList<int> List()
    {
        var parents = ReadParents();
        return [.. parents.Keys.Where(id => id != program && (DescendsFromProgram(id, parents) || CarriesMarker(id)))];
    }

    /// <summary>Process ids with their parents'; ended processes that wait to be reaped are left out.</summary>
    private static Dictionary<int, int> ReadParents()
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && TryRead($"{folder}/stat") is { } stat)
            {
                // "id (name) state parent …", where the name may hold anything.
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (fields[0] is not ("Z" or "X"))
                    parents[id] = int.Parse(fields[1], CultureInfo.InvariantCulture);
            }
        }

        return parents;
    }

    private bool DescendsFromProgram(int id, Dictionary<int, int> parents)
    {
        while (parents.TryGetValue(id, out var parent))
        {
            if (parent == program)
                return true;
            id = parent;
        }

        return false;
    }

    private bool CarriesMarker(int id) =>
        TryRead($"/proc/{id}/environ") is { } environment && ('\0' + environment + '\0').Contains('\0' + _marker, StringComparison.Ordinal);

    /// <summary>The text of a file; null when its process is gone or is somebody else's.</summary>
    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
