public static class Rates
{
    public static event Action<decimal>? Changed;

    public static void Set(decimal rate) => Changed?.Invoke(rate);
}

public sealed class Ledger
{
    public decimal Rate { get; set; }
}

// Silent: a service is mostly one for the program.
public sealed class LedgerService
{
    private readonly Ledger _ledger;

    public LedgerService(Ledger ledger)
    {
        _ledger = ledger;
        Rates.Changed += rate => _ledger.Rate = rate;
    }
}

// Silent: made in one place, and kept there.
public sealed class Ticker
{
    private decimal _last;

    public Ticker() => Rates.Changed += OnChanged;

    public decimal Last => _last;

    private void OnChanged(decimal rate) => _last = rate;
}

public sealed class Board
{
    private readonly Ticker _ticker = new Ticker();

    public decimal Last => _ticker.Last;
}

// Silent: removes its handler.
public sealed class Quote
{
    private readonly Ledger _ledger;

    public Quote(Ledger ledger)
    {
        _ledger = ledger;
        Rates.Changed += OnChanged;
    }

    public void Close() => Rates.Changed -= OnChanged;

    private void OnChanged(decimal rate) => _ledger.Rate = rate;
}

public sealed class RateOptions
{
    public decimal Start { get; set; }
}

// Silent: settings do not say which one it is.
public sealed class Converter
{
    private decimal _rate;

    public Converter(RateOptions options)
    {
        _rate = options.Start;
        Rates.Changed += rate => _rate = rate;
    }

    public decimal Convert(decimal amount) => amount * _rate;
}
