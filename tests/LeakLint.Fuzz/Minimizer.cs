namespace LeakLint.Fuzz;

/// <summary>Drops lines of a text for as long as the rest still fails: the last text that does is the smallest.</summary>
internal static class Minimizer
{
    private const int MostTries = 400;

    public static async Task MinimizeAsync(string text, Func<string, Task<bool>> stillFails)
    {
        var lines = LineMutations.Lines(text);
        var tries = 0;
        for (var size = Math.Max(1, lines.Count / 2); ; size /= 2)
        {
            for (var start = 0; start < lines.Count && tries < MostTries; tries++)
            {
                List<string> rest = [.. lines.Take(start), .. lines.Skip(start + size)];
                if (await stillFails(LineMutations.Join(rest)))
                    lines = rest;
                else
                    start += size;
            }

            if (size == 1 || tries >= MostTries)
                return;
        }
    }
}
