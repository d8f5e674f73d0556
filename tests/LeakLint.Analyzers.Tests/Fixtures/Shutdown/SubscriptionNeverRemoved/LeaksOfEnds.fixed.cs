// Types whose end is told in other ways than by Dispose, and which forget a handler there.
interface IFeed
{
    event Action<int>? Received;

    event Action<int>? Sent;

    event EventHandler? Lost;
}

interface IFeeds
{
    IFeed Source { get; }

    IFeed Sink { get; }
}

// Started again, it hears all twice.
sealed class Relay
{
    private readonly IFeed _front;
    private int _count;

    public Relay(IFeed front) => _front = front;

    public int Count => _count;

    public void Start() => _front.Received += OnReceived;

    public void Stop() => _count = 0;

    private void OnReceived(int count) => _count += count;
}

// Silent: it stops to listen.
sealed class Stopped
{
    private readonly IFeed _front;
    private int _count;

    public Stopped(IFeed front) => _front = front;

    public int Count => _count;

    public void Start() => _front.Received += OnReceived;

    public void Stop() => _front.Received -= OnReceived;

    private void OnReceived(int count) => _count += count;
}

// The tear-down takes a handler back from one part of what the object was given, and not from the other.
sealed class Session : IDisposable
{
    private readonly IFeeds _feeds;
    private int _count;

    public Session(IFeeds feeds)
    {
        _feeds = feeds;
        _feeds.Source.Received += OnReceived;
        _feeds.Sink.Sent += OnSent;
    }

    public int Count => _count;

    public void Close() => _feeds.Sink.Sent -= OnSent;

    private void OnReceived(int count) => _count += count;

    private void OnSent(int count) => _count -= count;

    public void Dispose()
    {
        _feeds.Source.Received -= OnReceived;
    }
}

// The one before lets go of two handlers, the new one gets three.
sealed class Publisher
{
    private IFeed? _last;
    private int _count;

    public int Count => _count;

    public void Use(IFeed feed)
    {
        if (_last is not null)
        {
            _last.Received -= OnReceived;
            _last.Sent -= OnSent;
        }

        _last = feed;
        feed.Received += OnReceived;
        feed.Sent += OnSent;
        feed.Lost += OnLost;
    }

    private void OnReceived(int count) => _count += count;

    private void OnSent(int count) => _count -= count;

    private void OnLost(object? sender, EventArgs e) => _count = 0;
}

static class Keys
{
    public static event Action<int>? Pressed;

    public static void Press(int key) => Pressed?.Invoke(key);
}

// What is released before the process ends is meant to go.
sealed class MainModel : IDisposable
{
    private readonly MemoryStream _log = new();

    public MainModel() => Keys.Pressed += key => _log.WriteByte((byte)key);

    public void Dispose() => _log.Dispose();
}

// Silent: there is one of it for the whole process.
sealed class OneModel : IDisposable
{
    public static readonly OneModel Instance = new();

    private readonly MemoryStream _log = new();

    private OneModel() => Keys.Pressed += key => _log.WriteByte((byte)key);

    public void Dispose() => _log.Dispose();
}

static class Models
{
    private static MainModel? s_model;

    public static void Open() => s_model ??= new MainModel();
}
