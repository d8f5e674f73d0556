using System.Net.Sockets;

class LeaksOfKept(HttpClient client, Func<Task<int>> count)
{
    int _count;

    async Task Kept_and_forgotten()
    {
        var sending = SendAsync("a");
        await sending;
        await Task.Yield();
    }

    async Task Collected_and_forgotten(string[] names)
    {
        var all = new List<Task>();
        foreach (var name in names)
        {
            all.Add(SendAsync(name));
        }
        await Task.WhenAll(all);

        Console.WriteLine(all.Count);
    }

    async Task Run_for_their_effect(string[] names)
    {
        var all = names.Select(async name => await client.GetStringAsync(name)).ToArray();
        await Task.WhenAll(all);
        await Task.Yield();
    }

    async Task Not_even_kept(string[] names)
    {
        names.Select(name => SendAsync(name)).Count();
        await Task.WhenAll(names.Select(async name => await SendAsync(name)));
    }

    void Only_success_is_seen()
    {
        count().ContinueWith(done => _count = done.Result, TaskContinuationOptions.OnlyOnRanToCompletion);
    }

    async Task Served_and_discarded(TcpListener listener)
    {
        while (true)
        {
            var peer = await listener.AcceptTcpClientAsync();
            _ = AnswerAsync(peer);
        }
    }

    async Task<string> Only_the_first_is_awaited(string[] names)
    {
        var all = names.Select(name => client.GetStringAsync(name)).ToArray();
        var racing = new List<Task<string>>();
        foreach (var name in names)
            racing.Add(LoadAsync(name));
        await Task.WhenAny(all);
        return await await Task.WhenAny(racing);
    }

    async Task<string> LoadAsync(string name) => await client.GetStringAsync(name);

    async Task AnswerAsync(TcpClient peer)
    {
        using (peer)
            await peer.GetStream().WriteAsync(new byte[] { 1 });
    }

    async Task SendAsync(string name)
    {
        using var response = await client.GetAsync(name);
        response.EnsureSuccessStatusCode();
    }
}
