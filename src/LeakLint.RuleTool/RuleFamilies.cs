namespace LeakLint.RuleTool;

/// <summary>The thousands of the ids: folders, namespaces and categories are named after them.</summary>
public static class RuleFamilies
{
    private static readonly string[] _names = ["Ownership", "Growth", "Timers", "Shutdown", "Tasks"];

    /// <summary>The family of an id, as in "Ownership" for LEAK1001.</summary>
    /// <exception cref="ArgumentException">The id is not of the form LEAKfnnn, or has no family.</exception>
    public static string NameOf(string id)
    {
        var isId = id.Length == 8 && id.StartsWith("LEAK", StringComparison.Ordinal) && id[4..].All(char.IsAsciiDigit);
        var family = isId ? id[4] - '1' : -1;
        return family >= 0 && family < _names.Length
            ? _names[family]
            : throw new ArgumentException($"'{id}' is not an id: write LEAK, the digit of a family (1 to {_names.Length}) and three more digits.", nameof(id));
    }

    /// <summary>What all rules of a family find.</summary>
    public static string Describe(string family) => family switch
    {
        "Ownership" => "something acquired is not released",
        "Growth" => "something long-lived only grows",
        "Timers" => "something keeps ticking",
        "Shutdown" => "the process ends, its resources do not",
        "Tasks" => "work nobody waits for",
        _ => throw new ArgumentException($"'{family}' is not a family.", nameof(family)),
    };
}
