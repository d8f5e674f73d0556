using System.ComponentModel;

// Worth a word, no more: nobody waits for a view, and the user sees that it stays as it was.
sealed class PlayerViewModel(HttpClient http) : INotifyPropertyChanged
{
    public event PropertyChangedEventHandler? PropertyChanged;

    public string Title { get; private set; } = "";

    public async Task Reload()
    {
        Title = await http.GetStringAsync("title");
        PropertyChanged?.Invoke(this, new(nameof(Title)));
    }
}

static class Dispatcher
{
    public static Task InvokeAsync(Action work) => Task.Run(work);
}

sealed class Uploads(Action<Action<double>> upload)
{
    // Worth a word, no more: the lambda only goes on to the thread of the user interface.
    public void Start() => upload(async progress => await Dispatcher.InvokeAsync(() => Console.WriteLine(progress)));

    public void StartPlain(HttpClient http) => upload(async progress => await http.GetStringAsync("progress/" + progress));
}
