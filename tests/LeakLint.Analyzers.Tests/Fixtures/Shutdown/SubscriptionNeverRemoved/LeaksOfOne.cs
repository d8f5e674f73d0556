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
public sealed class ThermometerView
{
    public ThermometerView() => Weather.Changed += OnChanged; // want LEAK4007 info: 'Weather.Changed'

    public double Degrees { get; private set; }

    private void OnChanged(double degrees) => Degrees = degrees;
}

// No container makes what is told a name.
public sealed class Shop
{
    private readonly string _name;

    public Shop(string name, IOptionsMonitor<Prices> prices)
    {
        _name = name;
        prices.OnChange(changed => Print(changed)); // want LEAK4007 info: OnChange
    }

    private void Print(Prices prices) => Console.WriteLine($"{_name}: {prices.Net}");
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
        modem.Answered += line => answer.TrySetResult(line); // want LEAK4007 info: 'IModem.Answered'
        modem.Write(command);
        return await answer.Task;
    }

    public Task<int> QueueAsync(Func<int> work)
    {
        var done = new TaskCompletionSource<int>();
        lifetime.ApplicationStopping.Register(() => done.TrySetCanceled()); // want LEAK4007 info: 'CancellationToken.Register'
        ThreadPool.QueueUserWorkItem(_ => done.TrySetResult(work()));
        return done.Task;
    }

    public void Forward(IObserver<string> to)
    {
        lines.Subscribe(new Prefixed(to)); // want LEAK4007 info: 'IObservable.Subscribe'
    }
}

public sealed class Prefixed(IObserver<string> to) : IObserver<string>
{
    public void OnCompleted() => to.OnCompleted();

    public void OnError(Exception error) => to.OnError(error);

    public void OnNext(string value) => to.OnNext("> " + value);
}
