using System.ComponentModel;

abstract class Screen
{
    protected abstract void Appear();
}

interface IListener
{
    void Heard(string what);
}

sealed class ArrivalEventArgs : EventArgs;

sealed class Clean(HttpClient http) : Screen, IListener
{
    public event Action<string>? Renamed;

    public event EventHandler? Loaded;

    // Silent: the handler of an event has to be void.
    async void OnClick(object? sender, EventArgs e) => await http.GetStringAsync("click");

    // Silent: shaped like the handler of an event.
    async void OnArrival(object sender, ArrivalEventArgs e) => await http.GetStringAsync("arrival");

    // Silent: shaped like the handler of a change.
    async void OnPropertyChanged(object? sender, PropertyChangedEventArgs e) => await http.GetStringAsync("changed");

    // Silent: the base says void.
    protected override async void Appear() => await http.GetStringAsync("appear");

    // Silent: the interface says void.
    public async void Heard(string what) => await http.GetStringAsync(what);

    // Silent: subscribed to an event, whatever its signature.
    void Subscribe()
    {
        Renamed += OnRenamed;
        Loaded += async (_, _) => await http.GetStringAsync("loaded");
        Renamed += async name => await http.GetStringAsync(name);
        Renamed?.Invoke("x");
        Loaded?.Invoke(this, EventArgs.Empty);
    }

    async void OnRenamed(string name) => await http.GetStringAsync(name);

    // Silent: all failures are handled inside.
    async void Handled(string path)
    {
        try
        {
            await http.GetStringAsync(path);
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
        }
    }

    // Silent: all failures are handled inside.
    Timer HandledLambda() => new(async _ =>
    {
        try
        {
            await http.GetStringAsync("tick");
        }
        catch
        {
            // the next tick tries again
        }
    });

    // Silent: each round handles its failures.
    async void HandledInLoop(List<string> paths)
    {
        foreach (var path in paths)
        {
            try
            {
                await http.GetStringAsync(path);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Console.Error.WriteLine(e);
            }
        }
    }

    // Silent: there is nothing in it that fails.
    async void Later(TaskCompletionSource done)
    {
        await Task.Delay(100);
        done.TrySetResult();
    }

    // Silent: the delegate returns a task.
    Task LambdaWithTask(List<string> paths) => Task.WhenAll(paths.Select(async path => await http.GetStringAsync(path)));

    // Silent: not asynchronous.
    void Plain(List<string> paths) => paths.ForEach(path => Console.WriteLine(path));
}

// Silent: the handlers of a message bus are its events.
sealed class Bot(CallbackManager callbacks)
{
    public void Listen()
    {
        callbacks.Subscribe<string>(OnConnected);
        callbacks.SubscribeOnce<string>(this.OnOnce);
    }

    private async void OnConnected(string message) => await File.WriteAllTextAsync("log", message);

    public void Forward() => callbacks.Subscribe<string>(async message => await File.WriteAllTextAsync("log", message));

    private async void OnOnce(string message) => await File.WriteAllTextAsync("log", message);
}

sealed class CallbackManager
{
    public void Subscribe<T>(Action<T> handler) => handler(default!);

    public void SubscribeOnce<T>(Action<T> handler) => handler(default!);
}

// Silent: what is posted to a context of its own fails there.
sealed class OwnContext(Func<Task> work) : SynchronizationContext
{
    public void Run()
    {
        async void Start(object? state) => await work();

        Post(Start, null);
    }
}

// Silent: another analyzer was told that it is meant.
sealed class Meant
{
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "VSTHRD100:Avoid async void methods", Justification = "The window shows what fails.")]
    public async void Show(string path) => await File.WriteAllTextAsync(path, "shown");

#pragma warning disable VSTHRD100
    public async void Hide(string path) => await File.WriteAllTextAsync(path, "hidden");
#pragma warning restore VSTHRD100
}

// Silent: a pause and an entry that is taken out cannot fail.
static class Expiring
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, string> s_entries = new();

    public static void Keep(int key, string value)
    {
        s_entries[key] = value;
        Forget(key);
    }

    private static async void Forget(int key)
    {
        await Task.Delay(5000);
        s_entries.Remove(key, out _);
    }
}
