interface IScreen
{
    event EventHandler? Resized;

    event EventHandler? Moved;
}

// Silent: all are taken back.
sealed class Tracker : IDisposable
{
    private readonly IScreen _screen;
    private int _count;

    public Tracker(IScreen screen)
    {
        _screen = screen;
        _screen.Resized += OnChanged;
        screen.Moved += OnChanged;
    }

    public int Count => _count;

    public void Dispose()
    {
        _screen.Resized -= OnChanged;
        _screen.Moved -= OnChanged;
    }

    private void OnChanged(object? sender, EventArgs e) => _count++;
}

// Silent: the watcher is a part of the object, and goes with it.
sealed class Folder : IDisposable
{
    private readonly FileSystemWatcher _watcher = new(".");
    private int _count;

    public Folder()
    {
        _watcher.Changed += OnChanged;
        _watcher.Deleted += OnChanged;
    }

    public int Count => _count;

    public void Dispose()
    {
        _watcher.Changed -= OnChanged;
        _watcher.Dispose();
    }

    private void OnChanged(object sender, FileSystemEventArgs e) => _count++;
}

// Silent: it was given the watcher to keep.
sealed class Owner(FileSystemWatcher watcher) : IDisposable
{
    private int _count;

    public int Count => _count;

    public void Start() => watcher.Changed += (_, _) => _count++;

    public void Dispose() => watcher.Dispose();
}

// Silent: so was this one, by its constructor.
sealed class Keeper : IDisposable
{
    private readonly FileSystemWatcher _kept;
    private int _count;

    public Keeper(FileSystemWatcher watcher)
    {
        _kept = watcher;
        watcher.Changed += OnChanged;
    }

    public int Count => _count;

    public void Dispose() => _kept.Dispose();

    private void OnChanged(object sender, FileSystemEventArgs e) => _count++;
}

// Silent: what a method is given may be gone before the object is.
sealed class Recorder : IDisposable
{
    private readonly MemoryStream _log = new();

    public void Record(IScreen screen) => screen.Resized += (_, _) => _log.SetLength(0);

    public void Dispose() => _log.Dispose();
}

sealed class Button
{
    public event EventHandler? Clicked;

    public event EventHandler? Hovered;

    public void Click()
    {
        Clicked?.Invoke(this, EventArgs.Empty);
        Hovered?.Invoke(this, EventArgs.Empty);
    }
}

// Silent: it made the button.
sealed class Dialog : IDisposable
{
    private readonly Button _button = new();
    private int _count;

    public Dialog()
    {
        _button.Clicked += OnClicked;
        _button.Hovered += OnClicked;
    }

    public int Count => _count;

    public void Dispose() => _button.Clicked -= OnClicked;

    private void OnClicked(object? sender, EventArgs e) => _count++;
}

// Silent: nothing says that it ends before the screen does.
sealed class View
{
    private int _count;

    public View(IScreen screen) => screen.Resized += OnResized;

    public int Count => _count;

    private void OnResized(object? sender, EventArgs e) => _count++;
}

// Silent: the handler belongs to no object.
sealed class Counter : IDisposable
{
    private readonly MemoryStream _memory = new();

    public Counter(IScreen screen) => screen.Resized += static (_, _) => Console.WriteLine("resized");

    public void Dispose() => _memory.Dispose();
}

// Silent: the setter takes the handler from the old screen before it adds it to the new one.
sealed class Follower : IDisposable
{
    private IScreen? _screen;
    private int _count;

    public int Count => _count;

    public void Follow(IScreen? screen)
    {
        if (_screen is not null)
            _screen.Resized -= OnResized;
        _screen = screen;
        if (_screen is not null)
            _screen.Resized += OnResized;
    }

    public void Dispose() => Follow(null);

    private void OnResized(object? sender, EventArgs e) => _count++;
}

// Silent: a hosted service ends with the process, as what it listens to.
sealed class Service(IScreen screen) : IHostedService, IDisposable
{
    private readonly MemoryStream _log = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        screen.Resized += OnResized;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _log.Dispose();

    private void OnResized(object? sender, EventArgs e) => _log.SetLength(0);
}

// Silent: there is one for the whole process.
sealed class Single : IDisposable
{
    private readonly MemoryStream _log = new();

    private Single(IScreen screen) => screen.Resized += (_, _) => _log.SetLength(0);

    public static Single? Instance { get; private set; }

    public static void Create(IScreen screen) => Instance ??= new Single(screen);

    public void Dispose() => _log.Dispose();
}

static class Setup
{
    public static void Register(IServiceCollection services) => services.AddSingleton<Registered>();
}

// Silent: a singleton ends with the process, too.
sealed class Registered : IDisposable
{
    private readonly MemoryStream _log = new();

    public Registered(IScreen screen) => screen.Resized += (_, _) => _log.SetLength(0);

    public void Dispose() => _log.Dispose();
}
