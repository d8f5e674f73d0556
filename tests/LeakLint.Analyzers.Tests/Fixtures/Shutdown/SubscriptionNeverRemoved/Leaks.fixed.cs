using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

sealed class TaxOptions
{
    public decimal Rate { get; set; }
}

static class Setup
{
    public static void Register(IServiceCollection services)
    {
        services.AddScoped<Calculator>();
        services.AddTransient(typeof(Watcher));
    }
}

sealed class Calculator : IDisposable
{
    private IDisposable? _registration;
    private TaxOptions _tax;

    public Calculator(IOptionsMonitor<TaxOptions> monitor)
    {
        _tax = monitor.CurrentValue;
        _registration = monitor.OnChange(changed => _tax = changed);
    }

    public decimal Gross(decimal net) => net * (1 + _tax.Rate);

    public void Dispose()
    {
        _registration?.Dispose();
    }
}

sealed class Watcher : IDisposable
{
    private IDisposable? _registration;

    public Watcher(IConfiguration configuration)
    {
        _registration = ChangeToken.OnChange(configuration.GetReloadToken, () => Reloads++);
    }

    public int Reloads { get; private set; }

    public void Dispose()
    {
        _registration?.Dispose();
    }
}

sealed class PriceController : ControllerBase, IDisposable
{
    private IDisposable? _registration;
    private decimal _rate;

    public PriceController(IOptionsMonitor<TaxOptions> monitor) => _registration = monitor.OnChange((changed, _) => _rate = changed.Rate);

    public decimal Rate() => _rate;

    public void Dispose()
    {
        _registration?.Dispose();
    }
}

static class Bus
{
    public static event EventHandler? Changed;

    public static event Action<string>? Sent;

    public static void Raise(string text)
    {
        Changed?.Invoke(null, EventArgs.Empty);
        Sent?.Invoke(text);
    }
}

sealed class Catalog
{
    public static Catalog Default { get; } = new();

    public event EventHandler? Reloaded;

    public void Reload() => Reloaded?.Invoke(this, EventArgs.Empty);
}

// It is disposed, so it comes and goes; the static event keeps it.
sealed class Panel : IDisposable
{
    private Action<string>? _onSent;
    private readonly MemoryStream _image = new();

    public Panel()
    {
        Bus.Changed += OnChanged;
        Catalog.Default.Reloaded += OnChanged;
        _onSent = text => _image.SetLength(text.Length);
        Bus.Sent += _onSent;
    }

    public void Dispose()
    {
        _image.Dispose();
        Bus.Sent -= _onSent;
        Catalog.Default.Reloaded -= OnChanged;
        Bus.Changed -= OnChanged;
    }

    private void OnChanged(object? sender, EventArgs e) => _image.SetLength(0);
}

// Nothing releases it, and a method makes it again and again.
sealed class Session
{
    private int _count;

    public Session() => Bus.Changed += OnChanged;

    public int Count => _count;

    private void OnChanged(object? sender, EventArgs e) => _count++;
}

sealed class Sessions
{
    public int Run()
    {
        var session = new Session();
        return session.Count;
    }
}

sealed class Prices
{
    public event Action<decimal>? Moved;

    public void Move(decimal by) => Moved?.Invoke(by);
}

static class PriceSetup
{
    public static void Register(IServiceCollection services)
    {
        services.AddSingleton<Prices>();
        services.AddScoped<Basket>();
        services.AddScoped<Stopper>();
        services.AddSingleton<IObservable<decimal>, Rates>();
        services.AddScoped<RateView>();
    }
}

// The publisher is a singleton, the subscriber is scoped.
sealed class Basket : IDisposable
{
    private readonly Prices _prices;
    private decimal _sum;

    public Basket(Prices prices)
    {
        _prices = prices;
        prices.Moved += OnMoved;
    }

    public decimal Sum => _sum + (_prices is null ? 1 : 0);

    private void OnMoved(decimal by) => _sum += by;

    public void Dispose()
    {
        _prices.Moved -= OnMoved;
    }
}

sealed class Stopper : IDisposable
{
    private CancellationTokenRegistration _registration;
    private bool _stopping;

    public Stopper(IHostApplicationLifetime lifetime)
    {
        _registration = lifetime.ApplicationStopping.Register(() => _stopping = true);
    }

    public bool IsStopping => _stopping;

    public void Dispose()
    {
        _registration.Dispose();
    }
}

sealed class Rates : IObservable<decimal>
{
    public IDisposable Subscribe(IObserver<decimal> observer) => throw new NotSupportedException();
}

sealed class RateView : IObserver<decimal>, IDisposable
{
    private IDisposable? _registration;
    private decimal _last;

    public RateView(IObservable<decimal> rates)
    {
        _registration = rates.Subscribe(this);
    }

    public decimal Last => _last;

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void OnNext(decimal value) => _last = value;

    public void Dispose()
    {
        _registration?.Dispose();
    }
}

sealed class Ticker
{
    public event Action<string>? Ticked;

    public void Tick(string text) => Ticked?.Invoke(text);
}

// Each request makes one, and the publisher is one for the process.
sealed class TickerConnection
{
    private readonly List<string> _texts = [];

    public TickerConnection(Ticker ticker)
    {
        ticker.Ticked += OnTicked;
    }

    public Task RunAsync() => Task.Delay(_texts.Count);

    private void OnTicked(string text) => _texts.Add(text);
}

static class TickerRoutes
{
    public static void Register(IServiceCollection services) => services.AddSingleton<Ticker>();

    public static Func<Task> Serve(Ticker ticker) => async () =>
    {
        var connection = new TickerConnection(ticker);
        await connection.RunAsync();
    };
}
