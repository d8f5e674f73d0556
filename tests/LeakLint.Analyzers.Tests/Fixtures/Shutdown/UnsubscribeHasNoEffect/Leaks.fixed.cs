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
    public void Attach() => feed.Changed += OnChanged;

    public void Detach() => feed.Changed -= OnChanged;

    private void OnChanged(object? sender, EventArgs e) => Console.WriteLine(sender);
}

sealed class Lambdas : IDisposable
{
    private Action<int>? _onCounted;
    private readonly Feed _feed;
    private int _sum;

    public Lambdas(Feed feed)
    {
        _feed = feed;
        _onCounted = count => _sum += count; // the sum
        _feed.Counted += _onCounted;
    }

    public int Sum => _sum;

    public void Dispose()
    {
        _feed.Counted -= _onCounted;
    }
}

sealed class WithinOneMethod
{
    public async Task<int> CountAsync(Feed feed, Task until)
    {
        var sum = 0;
        Action<int> onCounted = count => sum += count;
        feed.Counted += onCounted;
        await until;
        feed.Counted -= onCounted;
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
        feed.Changed -= OnChanged;
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
        _feed.Changed -= OnChanged;
    }

    private void OnChanged(object? sender, EventArgs e) => Console.WriteLine(sender);
}

sealed class FreshTarget(INotifyPropertyChanged source)
{
    public void Detach() => source.PropertyChanged -= new FreshTarget(source).OnChanged;

    private void OnChanged(object? sender, PropertyChangedEventArgs e) => Console.WriteLine(sender);
}

// Meant to subscribe only once; each call adds one more.
sealed class BeforeAdding(Feed feed)
{
    private Action<int>? _onCounted;
    private int _count;

    public int Count => _count;

    public void Start()
    {
        feed.Counted -= _onCounted;
        _onCounted = count => _count = count;
        feed.Counted += _onCounted;
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
        feed.Counted -= _handler;
    }
}

sealed class MadeAnew(Feed feed)
{
    public void Attach(string name) => feed.Counted += Tell(name);

    public void Detach(string name) => feed.Counted -= Tell(name);

    private static Action<int> Tell(string name) => count => Console.WriteLine(name + count);
}
