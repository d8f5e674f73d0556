using System.ComponentModel;

sealed class Feed
{
    public event EventHandler? Changed;

    public event Action<int>? Counted;

    public static event EventHandler? Closed;

    public void Raise(int count)
    {
        Changed?.Invoke(this, EventArgs.Empty);
        Counted?.Invoke(count);
        Closed?.Invoke(this, EventArgs.Empty);
    }
}

sealed class Forwards(Feed feed)
{
    public void Attach() => feed.Changed += (sender, e) => OnChanged(sender, e);

    public void Detach() => feed.Changed -= (sender, e) => OnChanged(sender, e); // want LEAK4010: 'Changed'

    private void OnChanged(object? sender, EventArgs e) => Console.WriteLine(sender);
}

sealed class Lambdas : IDisposable
{
    private readonly Feed _feed;
    private int _sum;

    public Lambdas(Feed feed)
    {
        _feed = feed;
        _feed.Counted += count => _sum += count; // the sum
    }

    public int Sum => _sum;

    public void Dispose()
    {
        _feed.Counted -= count => _sum += count; // want LEAK4010: 'Counted'
    }
}

sealed class WithinOneMethod
{
    public async Task<int> CountAsync(Feed feed, Task until)
    {
        var sum = 0;
        feed.Counted += count => sum += count;
        await until;
        feed.Counted -= count => sum += count; // want LEAK4010: 'Counted'
        return sum;
    }
}

sealed class OtherMethod(Feed feed)
{
    public void Attach()
    {
        feed.Changed += OnChanged;
    }

    public void Detach()
    {
        feed.Changed -= OnOther; // want LEAK4010: 'OnOther'
    }

    private void OnChanged(object? sender, EventArgs e) => Console.WriteLine(sender);

    private void OnOther(object? sender, EventArgs e) => Console.WriteLine(e);
}

sealed class AddsTwice : IDisposable
{
    private readonly Feed _feed;

    public AddsTwice(Feed feed)
    {
        _feed = feed;
        _feed.Changed += OnChanged;
    }

    public void Dispose()
    {
        _feed.Changed += OnChanged; // want LEAK4010: 'OnChanged'
    }

    private void OnChanged(object? sender, EventArgs e) => Console.WriteLine(sender);
}

sealed class FreshTarget(INotifyPropertyChanged source)
{
    public void Detach() => source.PropertyChanged -= new FreshTarget(source).OnChanged; // want LEAK4010: 'PropertyChanged'

    private void OnChanged(object? sender, PropertyChangedEventArgs e) => Console.WriteLine(sender);
}

// Meant to subscribe only once; each call adds one more.
sealed class BeforeAdding(Feed feed)
{
    private int _count;

    public int Count => _count;

    public void Start()
    {
        feed.Counted -= count => _count = count; // want LEAK4010: 'Counted'
        feed.Counted += count => _count = count;
    }
}

sealed class StoredAndForgotten(Feed feed)
{
    private Action<int>? _handler;

    public void Attach()
    {
        _handler = count => Console.WriteLine(count);
        feed.Counted += _handler;
    }

    public void Detach()
    {
        feed.Counted -= count => Console.WriteLine(count); // want LEAK4010: 'Counted'
    }
}

sealed class MadeAnew(Feed feed)
{
    public void Attach(string name) => feed.Counted += Tell(name);

    public void Detach(string name) => feed.Counted -= Tell(name); // want LEAK4010: 'Tell'

    private static Action<int> Tell(string name) => count => Console.WriteLine(name + count);
}
