using System.ComponentModel;
sealed class Feed
{
    public event EventHandler? Changed;

    public event Action<int>? Counted;

    public void Raise(int count)
    {
        Changed?.Invoke(this, EventArgs.Empty);
        Counted?.Invoke(count);
    }
}

// Silent: the same method on both sides.
sealed class MethodGroup(Feed feed)
{
    public void Attach() => feed.Changed += OnChanged;

    public void Detach() => feed.Changed -= OnChanged;

    private void OnChanged(object? sender, EventArgs e) => Console.WriteLine(sender);
}

// Silent: written in two ways, it is the same method.
sealed class Explicit(Feed feed)
{
    public void Attach() => feed.Changed += new EventHandler(OnChanged);

    public void Detach() => feed.Changed -= this.OnChanged;

    private void OnChanged(object? sender, EventArgs e) => Console.WriteLine(sender);
}

// Silent: the delegate is stored.
sealed class Stored : IDisposable
{
    private readonly Feed _feed;
    private readonly Action<int> _handler;

    public Stored(Feed feed)
    {
        _feed = feed;
        _handler = count => Console.WriteLine(count);
        _feed.Counted += _handler;
    }

    public void Dispose() => _feed.Counted -= _handler;
}

// Silent: a local function that removes itself.
sealed class Once
{
    public Task<int> NextAsync(Feed feed)
    {
        var next = new TaskCompletionSource<int>();
        feed.Counted += OnCounted;
        return next.Task;

        void OnCounted(int count)
        {
            feed.Counted -= OnCounted;
            next.TrySetResult(count);
        }
    }
}

// Silent: both are added, and both are removed.
sealed class Two(Feed feed)
{
    public void Attach()
    {
        feed.Changed += OnFirst;
        feed.Changed += OnSecond;
    }

    public void Detach()
    {
        feed.Changed -= OnSecond;
        feed.Changed -= OnFirst;
    }

    private void OnFirst(object? sender, EventArgs e) => Console.WriteLine(sender);

    private void OnSecond(object? sender, EventArgs e) => Console.WriteLine(e);
}

// Silent: the handler is changed for another, which is removed as well.
sealed class Switches(Feed feed)
{
    public void Attach() => feed.Changed += OnFirst;

    public void Switch()
    {
        feed.Changed -= OnFirst;
        feed.Changed += OnSecond;
    }

    public void Detach() => feed.Changed -= OnSecond;

    private void OnFirst(object? sender, EventArgs e) => Console.WriteLine(sender);

    private void OnSecond(object? sender, EventArgs e) => Console.WriteLine(e);
}

// Silent: somebody else may have added what it is given.
sealed class Given(Feed feed)
{
    public void Remove(EventHandler handler) => feed.Changed -= handler;
}

// Silent: it leaves one source for the other.
sealed class Moves(Feed first, Feed second)
{
    public void Attach() => first.Changed += OnChanged;

    public void DetachFromFirst()
    {
        first.Changed -= OnChanged;
        second.Changed += OnChanged;
    }

    public void Detach() => second.Changed -= OnChanged;

    private void OnChanged(object? sender, EventArgs e) => Console.WriteLine(sender);
}

// Silent: a lambda that refers to nothing is made once.
sealed class MadeOnce(INotifyPropertyChanged source)
{
    public void Attach() => source.PropertyChanged += Tell(1);

    public void Detach() => source.PropertyChanged -= Tell(1);

    private static PropertyChangedEventHandler Tell(int level) => (_, change) => Console.WriteLine(change.PropertyName);
}

// Silent: accessors that undo one another, in whatever way.
sealed class HandsOn(INotifyPropertyChanged source)
{
    private readonly System.Collections.Generic.Dictionary<PropertyChangedEventHandler, PropertyChangedEventHandler> _wrapped = [];

    public event PropertyChangedEventHandler Changed
    {
        add => source.PropertyChanged += value;
        remove => source.PropertyChanged -= value;
    }

    public event PropertyChangedEventHandler Logged
    {
        add
        {
            _wrapped[value] = (sender, change) => value(sender, change);
            source.PropertyChanged += _wrapped[value];
        }

        remove
        {
            source.PropertyChanged -= _wrapped[value];
            _wrapped.Remove(value);
        }
    }

    public event PropertyChangedEventHandler Routed
    {
        add => AddHandler("routed", value);
        remove => RemoveHandler("routed", value);
    }

    private void AddHandler(string name, Delegate handler) => Console.WriteLine(name + handler.Method.Name);

    private void RemoveHandler(string name, Delegate handler) => Console.WriteLine(name + handler.Method.Name);
}

// Silent: two lambdas that add different handlers, and a handler for what the release itself raises.
sealed class AddsTwo(INotifyPropertyChanged source)
{
    public Action[] Steps() => Both(() => source.PropertyChanged += OnFirst, () => source.PropertyChanged -= OnFirst);

    private static Action[] Both(Action first, Action second) => [first, second];

    private void OnFirst(object? sender, PropertyChangedEventArgs e) => Console.WriteLine(e.PropertyName);
}
