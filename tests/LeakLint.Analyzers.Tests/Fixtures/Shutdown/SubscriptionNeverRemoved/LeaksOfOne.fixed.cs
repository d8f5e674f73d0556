using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

public static class Weather
{
    public static event Action<double>? Changed;

    public static void Report(double degrees) => Changed?.Invoke(degrees);
}

public interface IModem
{
    event Action<string>? Answered;

    void Write(string line);
}

// A view comes and goes, whoever makes it.
public sealed class ThermometerView : IDisposable
{
    public ThermometerView() => Weather.Changed += OnChanged;

    public double Degrees { get; private set; }

    private void OnChanged(double degrees) => Degrees = degrees;

    public void Dispose()
    {
        Weather.Changed -= OnChanged;
    }
}

// No container makes what is told a name.
public sealed class Shop : IDisposable
{
    private IDisposable? _registration;
    private readonly string _name;

    public Shop(string name, IOptionsMonitor<Prices> prices)
    {
        _name = name;
        _registration = prices.OnChange(changed => Print(changed));
    }

    private void Print(Prices prices) => Console.WriteLine($"{_name}: {prices.Net}");

    public void Dispose()
    {
        _registration?.Dispose();
    }
}

public sealed class Prices
{
    public decimal Net { get; set; }
}

// Each call leaves a handler of its own behind.
public sealed class Dialer(IModem modem, IHostApplicationLifetime lifetime, IObservable<string> lines)
{
    public async Task<string> AskAsync(string command)
    {
        var answer = new TaskCompletionSource<string>();
        Action<string> onAnswered = line => answer.TrySetResult(line);
        modem.Answered += onAnswered;
        try
        {
            modem.Write(command);
            return await answer.Task;
        }
        finally
        {
            modem.Answered -= onAnswered;
        }
    }

    public Task<int> QueueAsync(Func<int> work)
    {
        var done = new TaskCompletionSource<int>();
        lifetime.ApplicationStopping.Register(() => done.TrySetCanceled());
        ThreadPool.QueueUserWorkItem(_ => done.TrySetResult(work()));
        return done.Task;
    }

    public void Forward(IObserver<string> to)
    {
        lines.Subscribe(new Prefixed(to));
    }
}

public sealed class Prefixed(IObserver<string> to) : IObserver<string>
{
    public void OnCompleted() => to.OnCompleted();

    public void OnError(Exception error) => to.OnError(error);

    public void OnNext(string value) => to.OnNext("> " + value);
}
