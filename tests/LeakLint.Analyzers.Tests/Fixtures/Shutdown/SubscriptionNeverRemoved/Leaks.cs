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

sealed class Calculator
{
    private TaxOptions _tax;

    public Calculator(IOptionsMonitor<TaxOptions> monitor)
    {
        _tax = monitor.CurrentValue;
        monitor.OnChange(changed => _tax = changed); // want LEAK4007: 'Calculator'
    }

    public decimal Gross(decimal net) => net * (1 + _tax.Rate);
}

sealed class Watcher
{
    public Watcher(IConfiguration configuration)
    {
        ChangeToken.OnChange(configuration.GetReloadToken, () => Reloads++); // want LEAK4007: 'Watcher'
    }

    public int Reloads { get; private set; }
}

sealed class PriceController : ControllerBase
{
    private decimal _rate;

    public PriceController(IOptionsMonitor<TaxOptions> monitor) => _ = monitor.OnChange((changed, _) => _rate = changed.Rate); // want LEAK4007: 'PriceController'

    public decimal Rate() => _rate;
}
