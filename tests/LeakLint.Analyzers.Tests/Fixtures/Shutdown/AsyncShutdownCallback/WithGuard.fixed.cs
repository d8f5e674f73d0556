// output: program
using LeakLint.Guard;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Registry>();
builder.Services.AddShutdownCoordinator();
var app = builder.Build();
var registry = app.Services.GetRequiredService<Registry>();

app.Lifetime.OnStopping(app.Services.GetRequiredService<ShutdownCoordinator>(), "registry.RemoveAsync", async _ => await registry.RemoveAsync());
app.Lifetime.OnStopping(app.Services.GetRequiredService<ShutdownCoordinator>(), "Task.Delay", async _ =>
{
    // Comments stay.
    await Task.Delay(100);
});
app.Lifetime.OnStopping(app.Services.GetRequiredService<ShutdownCoordinator>(), "registry.RemoveAsync", async _ => await registry.RemoveAsync());

app.Run();

sealed class Registry
{
    public Task RemoveAsync() => Task.CompletedTask;
}

sealed class Announcer(IHostApplicationLifetime lifetime, Registry registry)
{
    // The coordinator is out of reach here: the callback waits.
    public void Announce() => lifetime.ApplicationStopping.Register(() => Task.Run(async () => await registry.RemoveAsync()).GetAwaiter().GetResult());
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
