public sealed class Clock
{
    public static Clock Default { get; } = new();

    public event EventHandler? Ticked;

    public void Raise() => Ticked?.Invoke(this, EventArgs.Empty);
}

// One for the whole program, which is made at its start.
public sealed class Janitor
{
    private int _ticks;

    public Janitor(IHostApplicationLifetime lifetime)
    {
        Clock.Default.Ticked += (_, _) => _ticks++;
        lifetime.ApplicationStopping.Register(() => _ticks = 0);
    }

    public int Ticks => _ticks;
}

public static class Module
{
    public static IServiceCollection AddJanitor(this IServiceCollection services) =>
        services.AddSingleton(provider => new Janitor(provider.GetRequiredService<IHostApplicationLifetime>()));
}
