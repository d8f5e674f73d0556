// option leaklint.LEAK5001.report_every_discard = true
class EveryDiscard
{
    void Dropped_on_purpose(HttpClient client)
    {
        _ = client.GetAsync("https://example.org"); // want LEAK5001: 'HttpClient.GetAsync'
        _ = Task.Run(() => File.Delete("x")); // want LEAK5001: 'Task.Run'
        _ = SaveAsync(); // want LEAK5001: 'EveryDiscard.SaveAsync'
        _ = FlushAsync(); // want LEAK5001: 'EveryDiscard.FlushAsync'
    }

    async Task Dropped_in_async_code()
    {
        _ = SaveAsync(); // want LEAK5001: 'EveryDiscard.SaveAsync'
        await Task.Yield();
    }

    async Task Observed()
    {
        // Silent: awaited, or not a task, or its failures are seen to.
        _ = await CountAsync();
        _ = "text".Length;
        _ = GuardedAsync();
        var saving = SaveAsync();
        await saving;
    }

    static async Task SaveAsync() => await File.WriteAllTextAsync("x", "y");

    static async ValueTask FlushAsync() => await File.WriteAllTextAsync("x", "y");

    static async Task<int> CountAsync() => (await File.ReadAllLinesAsync("x")).Length;

    static async Task GuardedAsync()
    {
        try
        {
            await SaveAsync();
        }
        catch (Exception failure)
        {
            Console.WriteLine(failure);
        }
    }
}
