sealed class Leaks(HttpClient http)
{
    async void Refresh(string path) // want LEAK5003: 'Refresh'
    {
        await http.GetStringAsync(path);
    }

    // The failure is thrown again, into nowhere.
    async void RethrowsIt(string path) // want LEAK5003: 'RethrowsIt'
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
    async void HandlesSomeFailures(string path) // want LEAK5003: 'HandlesSomeFailures'
    {
        try
        {
            await http.GetStringAsync(path);
        }
        catch (HttpRequestException)
        {
        }
    }

    void LambdaAsAction(List<string> paths)
    {
        paths.ForEach(async path => await http.GetStringAsync(path)); // want LEAK5003: 'ForEach'
    }

    Timer LambdaOnTimer() => new(async _ => await http.GetStringAsync("tick")); // want LEAK5003: lambda

    void LocalFunction(string path)
    {
        Send();

        async void Send() // want LEAK5003: 'Send'
        {
            await http.PostAsync(path, null);
        }
    }
}

// Posted to a user interface: a suggestion.
sealed class Posting(SynchronizationContext context)
{
    public void Save(string path) => context.Post(async _ => await File.WriteAllTextAsync(path, "saved"), null); // want LEAK5003: 'Post'
}

class ByParallelLoops(Func<string, Task> convert)
{
    public void Convert(string[] pictures) =>
        Parallel.ForEach(pictures, async picture => await convert(picture)); // want LEAK5003: 'ForEach'

    public void ConvertSome(IEnumerable<string> pictures, ParallelOptions options)
    {
        Parallel.ForEach(pictures, options, async (string picture) => // want LEAK5003: 'ForEach'
        {
            await convert(picture);
        });
    }
}
