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
