using System.Net.Sockets;

class LeaksOfKept(HttpClient client, Func<Task<int>> count)
{
    int _count;

    async Task Kept_and_forgotten()
    {
        var sending = SendAsync("a"); // want LEAK5001: 'SendAsync'
        await Task.Yield();
    }

    void Collected_and_forgotten(string[] names)
    {
        var all = new List<Task>();
        foreach (var name in names)
        {
            all.Add(SendAsync(name)); // want LEAK5001: 'SendAsync'
        }

        Console.WriteLine(all.Count);
    }

    async Task Run_for_their_effect(string[] names)
    {
        var all = names.Select(async name => await client.GetStringAsync(name)).ToArray(); // want LEAK5001: 'Select'
        await Task.Yield();
    }

    void Not_even_kept(string[] names)
    {
        names.Select(name => SendAsync(name)).Count();
        names.Select(async name => await SendAsync(name)).ToList(); // want LEAK5001: 'Select'
    }

    void Only_success_is_seen()
    {
        count().ContinueWith(done => _count = done.Result, TaskContinuationOptions.OnlyOnRanToCompletion); // want LEAK5001: 'ContinueWith'
    }

    async Task Served_and_discarded(TcpListener listener)
    {
        while (true)
        {
            var peer = await listener.AcceptTcpClientAsync();
            _ = AnswerAsync(peer); // want LEAK5001: 'LeaksOfKept.AnswerAsync'
        }
    }

    async Task<string> Only_the_first_is_awaited(string[] names)
    {
        var all = names.Select(name => client.GetStringAsync(name)).ToArray(); // want LEAK5001: 'Select'
        var racing = new List<Task<string>>();
        foreach (var name in names)
            racing.Add(LoadAsync(name)); // want LEAK5001: 'LoadAsync'
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
