static class Dispatcher
{
    public static void Post(Action work) => work();
}

sealed class BlameView(HttpClient http)
{
    public string Text { get; private set; } = "";

    // Worth a word, no more: the view stays as it was, and the user sees that.
    public async Task Refresh() => await Task.Run(async () => Text = await http.GetStringAsync("blame"));
}

sealed class Merges(HttpClient http)
{
    public string State { get; private set; } = "";

    public async Task Test()
    {
        await Task.Run(async () =>
        {
            var state = await http.GetStringAsync("merge");
            Dispatcher.Post(() => State = state);
        });
    }

    public async Task Plain()
    {
        await Task.Run(async () => State = await http.GetStringAsync("merge"));
    }
}
