static class Dispatcher
{
    public static void Post(Action work) => work();
}

sealed class BlameView(HttpClient http)
{
    public string Text { get; private set; } = "";

    // Worth a word, no more: the view stays as it was, and the user sees that.
    public void Refresh() => Task.Run(async () => Text = await http.GetStringAsync("blame")); // want LEAK5001 info: 'Task.Run'
}

sealed class Merges(HttpClient http)
{
    public string State { get; private set; } = "";

    public void Test()
    {
        Task.Run(async () => // want LEAK5001 info: 'Task.Run'
        {
            var state = await http.GetStringAsync("merge");
            Dispatcher.Post(() => State = state);
        });
    }

    public void Plain()
    {
        Task.Run(async () => State = await http.GetStringAsync("merge")); // want LEAK5001 warning: 'Task.Run'
    }
}
