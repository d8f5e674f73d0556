using Microsoft.Extensions.Options;

sealed class TaxOptions
{
    public decimal Rate { get; set; }
}

static class Setup
{
    public static void Register(IServiceCollection services)
    {
        services.AddSingleton<Shared>();
        services.AddScoped<Disposing>();
        services.AddScoped<Both>();
        services.AddSingleton<Both>();
        services.AddScoped<Reader>();
    }
}

// Silent: there is one of these for the whole process.
sealed class Shared
{
    private decimal _rate;

    public Shared(IOptionsMonitor<TaxOptions> monitor) => monitor.OnChange(changed => _rate = changed.Rate);

    public decimal Rate => _rate;
}

// Silent: the registration is kept and released.
sealed class Disposing : IDisposable
{
    private readonly IDisposable? _registration;
    private decimal _rate;

    public Disposing(IOptionsMonitor<TaxOptions> monitor) => _registration = monitor.OnChange(changed => _rate = changed.Rate);

    public decimal Rate => _rate;

    public void Dispose() => _registration?.Dispose();
}

// Silent: how long it lives is not known.
sealed class Unregistered
{
    private decimal _rate;

    public Unregistered(IOptionsMonitor<TaxOptions> monitor) => monitor.OnChange(changed => _rate = changed.Rate);

    public decimal Rate => _rate;
}

// Silent: registered in two ways, so it is not known.
sealed class Both
{
    private decimal _rate;

    public Both(IOptionsMonitor<TaxOptions> monitor) => monitor.OnChange(changed => _rate = changed.Rate);

    public decimal Rate => _rate;
}

// Silent: it only reads.
sealed class Reader(IOptionsMonitor<TaxOptions> monitor)
{
    public decimal Rate => monitor.CurrentValue.Rate;
}

static class Bus
{
    public static event EventHandler? Changed;

    public static void Raise() => Changed?.Invoke(null, EventArgs.Empty);
}

// Silent: the release member removes the handler.
sealed class Removes : IDisposable
{
    private int _count;

    public Removes() => Bus.Changed += OnChanged;

    public int Count => _count;

    public void Dispose() => Bus.Changed -= OnChanged;

    private void OnChanged(object? sender, EventArgs e) => _count++;
}

// Silent: the handler belongs to no object.
sealed class StaticHandler : IDisposable
{
    private readonly MemoryStream _memory = new();

    public StaticHandler() => Bus.Changed += OnChanged;

    public void Dispose() => _memory.Dispose();

    private static void OnChanged(object? sender, EventArgs e) => Console.WriteLine("changed");
}

// Silent: a singleton lives as long as the event does.
sealed class SharedListener : IDisposable
{
    private int _count;

    public SharedListener() => Bus.Changed += OnChanged;

    public static SharedListener Instance { get; } = new();

    public int Count => _count;

    public void Dispose() => _count = 0;

    private void OnChanged(object? sender, EventArgs e) => _count++;
}

// Silent: registered as a singleton.
sealed class RegisteredListener : IDisposable
{
    private int _count;

    public RegisteredListener() => Bus.Changed += OnChanged;

    public int Count => _count;

    public void Dispose() => _count = 0;

    private void OnChanged(object? sender, EventArgs e) => _count++;
}

// Silent: a program makes one of it, at its start.
sealed class OnceMade
{
    private int _count;

    public OnceMade() => Bus.Changed += OnChanged;

    public int Count => _count;

    private void OnChanged(object? sender, EventArgs e) => _count++;
}

static class Composition
{
    private static readonly OnceMade s_only = new OnceMade();

    public static int Count => s_only.Count;

    public static void Register(IServiceCollection services)
    {
        services.AddSingleton<RegisteredListener>();
        services.AddSingleton<Prices>();
        services.AddSingleton<Board>();
        services.AddScoped<Cart>();
        services.AddScoped<Rows>();
    }
}

// Silent: an event of the process, to which a tool subscribes once.
sealed class Tool : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public Tool() => Console.CancelKeyPress += OnPressed;

    public void Dispose() => _stop.Dispose();

    private void OnPressed(object? sender, ConsoleCancelEventArgs e) => _stop.Cancel();
}

sealed class Prices
{
    public event Action<decimal>? Moved;

    public void Move(decimal by) => Moved?.Invoke(by);
}

// Silent: both are singletons.
sealed class Board
{
    private decimal _sum;

    public Board(Prices prices) => prices.Moved += OnMoved;

    public decimal Sum => _sum;

    private void OnMoved(decimal by) => _sum += by;
}

// Silent: the publisher is its own part, and goes with it.
sealed class Rows
{
    private readonly Prices _own = new();
    private decimal _sum;

    public Rows()
    {
        var local = new Prices();
        local.Moved += OnMoved;
    }

    public decimal Sum => _sum + (_own is null ? 1 : 0);

    private void OnMoved(decimal by) => _sum += by;
}

// Silent: removed in another member.
sealed class Cart
{
    private readonly Prices _prices;
    private decimal _sum;

    public Cart(Prices prices)
    {
        _prices = prices;
        _prices.Moved += OnMoved;
    }

    public decimal Sum => _sum;

    public void CheckOut() => _prices.Moved -= OnMoved;

    private void OnMoved(decimal by) => _sum += by;
}

// Silent: how long the derived types live is not known here.
abstract class TrayBase : IDisposable
{
    private readonly MemoryStream _icon = new();
    private int _count;

    public int Count => _count;

    public void Dispose() => _icon.Dispose();

    protected void Listen() => Bus.Changed += OnChanged;

    private void OnChanged(object? sender, EventArgs e) => _count++;
}

sealed class OneTicker
{
    public event Action<string>? Ticked;

    public void Tick(string text) => Ticked?.Invoke(text);
}

// Silent: made once, and kept by who makes it.
sealed class OneTickerBoard
{
    private int _count;

    public OneTickerBoard(OneTicker ticker) => ticker.Ticked += text => _count += text.Length;
}

sealed class OneTickerHost(OneTicker ticker)
{
    private readonly OneTickerBoard _board = new(ticker);

    public static void Register(IServiceCollection services) => services.AddSingleton<OneTicker>();

    public override string ToString() => $"{_board}";
}
