class CleanOfKept(HttpClient client)
{
    // Silent: awaited later.
    async Task Awaited()
    {
        var sending = SendAsync("a");
        await Task.Yield();
        await sending;
    }

    // Silent: awaited together.
    async Task Together(string[] names)
    {
        var all = new List<Task>();
        foreach (var name in names)
            all.Add(SendAsync(name));
        await Task.WhenAll(all);
    }

    // Silent: given away.
    IReadOnlyList<Task> Given(string[] names)
    {
        var all = names.Select(SendAsync).ToList();
        return all;
    }

    // Silent: each sees to its own failures.
    void Careful(string[] names)
    {
        var all = names.Select(CarefulAsync).ToList();
        Console.WriteLine(all.Count);
    }

    // Silent: the others are told to end.
    async Task First(string[] names)
    {
        using var stop = new CancellationTokenSource();
        var all = names.Select(SendAsync).ToList();
        await await Task.WhenAny(all);
        stop.Cancel();
    }

    // Silent: each has its turn.
    async Task Rounds(string[] names)
    {
        var all = names.Select(SendAsync).ToList();
        while (all.Count > 0)
            all.Remove(await Task.WhenAny(all));
    }

    // Silent: started once, on purpose.
    void Once() => _ = SendAsync("once");

    // Silent: the work in the loop sees to its failures.
    void Each(string[] names)
    {
        foreach (var name in names)
            _ = CarefulAsync(name);
    }

    async Task SendAsync(string name)
    {
        using var response = await client.GetAsync(name);
    }

    async Task CarefulAsync(string name)
    {
        try
        {
            await SendAsync(name);
        }
        catch (Exception failure)
        {
            Console.WriteLine(failure);
        }
    }
}
