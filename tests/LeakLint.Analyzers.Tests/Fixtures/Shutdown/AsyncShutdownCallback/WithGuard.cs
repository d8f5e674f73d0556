// output: program
using LeakLint.Guard;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Registry>();
var app = builder.Build();
var registry = app.Services.GetRequiredService<Registry>();

app.Lifetime.ApplicationStopping.Register(async () => await registry.RemoveAsync()); // want LEAK4008: 'ApplicationStopping'
app.Lifetime.ApplicationStopping.Register(async () => // want LEAK4008: 'ApplicationStopping'
{
    // Comments stay.
    await Task.Delay(100);
});
app.Lifetime.ApplicationStopping.Register(() => registry.RemoveAsync()); // want LEAK4008: 'ApplicationStopping'

app.Run();

sealed class Registry
{
    public Task RemoveAsync() => Task.CompletedTask;
}

sealed class Announcer(IHostApplicationLifetime lifetime, Registry registry)
{
    // The coordinator is out of reach here: the callback waits.
    public void Announce() => lifetime.ApplicationStopping.Register(async () => await registry.RemoveAsync()); // want LEAK4008: 'ApplicationStopping'
}

// The names that the fix looks for.
namespace LeakLint.Guard
{
    public sealed class ShutdownCoordinator;

    public static class Extensions
    {
        public static IServiceCollection AddShutdownCoordinator(this IServiceCollection services) => services.AddSingleton<ShutdownCoordinator>();

        public static void OnStopping(this IHostApplicationLifetime lifetime, ShutdownCoordinator coordinator, string name, Func<CancellationToken, ValueTask> callback)
        {
        }
    }
}
