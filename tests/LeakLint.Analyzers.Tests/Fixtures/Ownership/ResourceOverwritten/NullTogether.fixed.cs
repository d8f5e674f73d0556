// Tuples that say of two things together that they are not there.
sealed class NullTogether
{
    // Silent: without bytes there is no file.
    void Together(IEnumerable<string> paths, List<FileStream> kept)
    {
        foreach (var path in paths)
        {
            var (text, file) = Find(path);
            if (text is null)
                continue;
            kept.Add(file!);
        }
    }

    async Task<string> TogetherAsync(string path)
    {
        var (text, file) = await FindAsync(path);
        if (text == null)
            return "";
        file?.Dispose();
        return text;
    }

    // An error says nothing of the kind.
    async Task<string> Apart(string path)
    {
        var (error, file) = await TryAsync(path);
        using (file)
        {
            if (error is null)
                return "";
            return error;
        }
    }

    private static (string? Text, FileStream? File) Find(string path)
    {
        if (!File.Exists(path))
            return (null, null);
        var file = File.OpenRead(path);
        return (path, file);
    }

    private static async Task<(string? Text, FileStream? File)> FindAsync(string path)
    {
        await Task.Yield();
        if (!File.Exists(path))
            return (null, null);
        var file = File.OpenRead(path);
        return (path, file);
    }

    private static async Task<(string? Error, FileStream? File)> TryAsync(string path)
    {
        await Task.Yield();
        if (!File.Exists(path))
            return ("missing", null);
        var file = File.OpenRead(path);
        return (null, file);
    }
}
