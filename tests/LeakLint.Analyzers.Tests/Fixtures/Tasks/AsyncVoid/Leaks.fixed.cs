sealed class Leaks(HttpClient http)
{
    async Task Refresh(string path)
    {
        await http.GetStringAsync(path);
    }

    // The failure is thrown again, into nowhere.
    async Task RethrowsIt(string path)
    {
        try
        {
            await http.GetStringAsync(path);
        }
        catch (Exception)
        {
            Console.WriteLine("failed");
            throw;
        }
    }

    // Only one kind of failure is handled.
    async Task HandlesSomeFailures(string path)
    {
        try
        {
            await http.GetStringAsync(path);
        }
        catch (HttpRequestException)
        {
        }
    }

    async Task LambdaAsAction(List<string> paths)
    {
        await Task.WhenAll(paths.Select(async path => await http.GetStringAsync(path)));
    }

    Timer LambdaOnTimer() => new(async _ => await http.GetStringAsync("tick"));

    async Task LocalFunction(string path)
    {
        await Send();

        async Task Send()
        {
            await http.PostAsync(path, null);
        }
    }
}

// Posted to a user interface: a suggestion.
sealed class Posting(SynchronizationContext context)
{
    public void Save(string path) => context.Post(async _ => await File.WriteAllTextAsync(path, "saved"), null);
}

class ByParallelLoops(Func<string, Task> convert)
{
    public async Task Convert(string[] pictures) =>
        await Parallel.ForEachAsync(pictures, async (picture, _) => await convert(picture));

    public async Task ConvertSome(IEnumerable<string> pictures, ParallelOptions options)
    {
        await Parallel.ForEachAsync(pictures, options, async (string picture, CancellationToken _) =>
        {
            await convert(picture);
        });
    }
}
