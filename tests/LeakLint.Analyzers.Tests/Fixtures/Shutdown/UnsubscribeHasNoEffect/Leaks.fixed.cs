using System.ComponentModel;

sealed class Feed
{
    public event EventHandler? Changed;

    public event Action<int>? Counted;

    public static event EventHandler? Closed;

    public event Action<int>? Ended;

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

sealed class HandsOn(Feed feed, Feed other)
{
    public event Action<int> Swapped
    {
        add => feed.Counted += value;
        remove => feed.Ended -= value;
    }

    public event Action<int> Doubled
    {
        add { feed.Counted += value; }
        remove { feed.Counted -= value; }
    }

    public event Action<int> Wrapped
    {
        add => other.Counted += count => value(count + 1);
        remove => other.Counted -= value;
    }

    public event Action<int> Routed
    {
        add => AddHandler("routed", value);
        remove => AddHandler("routed", value);
    }

    private void AddHandler(string name, Action<int> handler) => Console.WriteLine(name + handler.Method.Name);
}

sealed class AddsBeforeRelease(Func<FeedSocket> connect)
{
    private FeedSocket? _socket;

    public void Open()
    {
        _socket = connect();
        _socket.Received += OnReceived;
    }

    public void OnClosed()
    {
        if (_socket is not null)
        {
            _socket.Received -= OnReceived;
            _socket.Dispose();
            _socket = null;
        }
    }

    private void OnReceived(int count) => Console.WriteLine(count);
}

sealed class FeedSocket : IDisposable
{
    public event Action<int>? Received;

    public void Dispose() => Received?.Invoke(0);
}

sealed class PairOfLambdas
{
    private readonly Feed _feed;
    private readonly OnDemand _onDemand;

    public PairOfLambdas(Feed feed)
    {
        _feed = feed;
        _onDemand = new OnDemand(
            () => _feed.Counted += OnCounted,
            () => _feed.Counted -= OnCounted);
    }

    public bool IsUsed => _onDemand.IsUsed;

    private void OnCounted(int count) => Console.WriteLine(count);
}

sealed class OnDemand(Action subscribe, Action unsubscribe)
{
    public bool IsUsed => subscribe != unsubscribe;
}
