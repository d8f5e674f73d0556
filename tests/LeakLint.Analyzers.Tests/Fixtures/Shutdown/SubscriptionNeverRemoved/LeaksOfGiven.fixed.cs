// How long an object lives that a type was given, the type does not say; that its own tear-down leaves a handler there, it does.
interface IScreen
{
    event EventHandler? Resized;

    event EventHandler? Moved;

    event Action<int>? Scaled;
}

interface IPlatform
{
    IScreen Screen { get; }
}

// Of three handlers two are taken back.
sealed class Tracker : IDisposable
{
    private readonly IPlatform _platform;
    private int _count;

    public Tracker(IPlatform platform)
    {
        _platform = platform;
        _platform.Screen.Resized += OnChanged;
        _platform.Screen.Moved += OnChanged;
        _platform.Screen.Scaled += OnScaled;
    }

    public int Count => _count;

    public void Dispose()
    {
        _platform.Screen.Resized -= OnChanged;
        _platform.Screen.Scaled -= OnScaled;
        _platform.Screen.Moved -= OnChanged;
    }

    private void OnChanged(object? sender, EventArgs e) => _count++;

    private void OnScaled(int by) => _count += by;
}

// The tear-down is told which object it is.
sealed class Module
{
    private readonly HashSet<IScreen> _screens = [];

    public void Attach(IScreen screen)
    {
        _screens.Add(screen);
        screen.Resized += OnResized;
        screen.Moved += OnMoved;
    }

    public void Detach(IScreen screen)
    {
        screen.Resized -= OnResized;
        _screens.Remove(screen);
    }

    private void OnResized(object? sender, EventArgs e) => _screens.Clear();

    private void OnMoved(object? sender, EventArgs e) => _screens.Clear();
}

// A constructor adds to its parameter, the tear-down removes from the field.
sealed class Follower : IDisposable
{
    private EventHandler? _onMoved;
    private readonly IScreen _screen;
    private int _count;

    public Follower(IScreen screen)
    {
        _screen = screen ?? throw new ArgumentNullException(nameof(screen));
        screen.Resized += OnChanged;
        _onMoved = (_, _) => _count++;
        screen.Moved += _onMoved;
    }

    public int Count => _count;

    public void Dispose()
    {
        _screen.Moved -= _onMoved;
        _screen.Resized -= OnChanged;
    }

    private void OnChanged(object? sender, EventArgs e) => _count++;
}

// It is disposed, and nothing is taken back.
sealed class Layer : IDisposable
{
    private readonly IScreen _screen;
    private EventHandler? _onResized;
    private readonly MemoryStream _vertices = new();

    public Layer(IScreen screen)
    {
        _screen = screen;
        _onResized = (_, _) => _vertices.SetLength(0);
        screen.Resized += _onResized;
    }

    public void Dispose()
    {
        _screen.Resized -= _onResized;
        _vertices.Dispose();
    }
}

sealed class Forwarder(IScreen screen) : IDisposable
{
    private readonly MemoryStream _log = new();

    public void Start() => screen.Scaled += OnScaled;

    public void Dispose()
    {
        screen.Scaled -= OnScaled;
        _log.Dispose();
    }

    private void OnScaled(int by) => _log.SetLength(by);
}

static class Devices
{
    public static event EventHandler? Changed;

    public static void Raise() => Changed?.Invoke(null, EventArgs.Empty);
}

// What makes sure that a handler is there once takes nothing back.
sealed class DeviceList : IDisposable
{
    private readonly List<string> _names = [];

    public void Refresh()
    {
        Devices.Changed -= OnChanged;
        _names.Clear();
        Devices.Changed += OnChanged;
    }

    public void Dispose()
    {
        Devices.Changed -= OnChanged;
        _names.Clear();
    }

    private void OnChanged(object? sender, EventArgs e) => _names.Clear();
}

// What the constructor is given has to be kept for that.
public sealed class Ledger
{
    public event Action<int>? Booked;

    public void Book(int amount) => Booked?.Invoke(amount);
}

public sealed class Balance : IDisposable
{
    private readonly Ledger _ledger;
    private int _sum;

    public Balance(Ledger ledger)
    {
        _ledger = ledger;
        ledger.Booked += OnBooked;
    }

    public int Sum => _sum;

    private void OnBooked(int amount) => _sum += amount;

    public void Dispose()
    {
        _ledger.Booked -= OnBooked;
    }
}

public static class Books
{
    public static void Add(IServiceCollection services) => services.AddSingleton<Ledger>().AddTransient<Balance>();
}
