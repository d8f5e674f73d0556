// output: program
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTransient<Report>();
builder.Services.AddTransient<Clock>();
builder.Services.AddSingleton<Store>();
builder.Services.AddSingleton(provider => new Consumer(provider.GetRequiredService<Report>()));
builder.Services.AddHostedService<Worker>();
builder.Services.AddScoped<Handler>();
var app = builder.Build();

// Silent: once, at the start; it ends with the program.
var first = app.Services.GetRequiredService<Report>();
Console.WriteLine(first.Length);

app.MapGet("/clock", () =>
{
    // Silent: nothing to dispose.
    var clock = app.Services.GetRequiredService<Clock>();
    return clock.Now;
});

app.MapGet("/store", () =>
{
    // Silent: there is one for all.
    var store = app.Services.GetRequiredService<Store>();
    return store.Length;
});

app.MapGet("/report", () =>
{
    // Silent: the scope releases it.
    using var scope = app.Services.CreateScope();
    var report = scope.ServiceProvider.GetRequiredService<Report>();
    return report.Length;
});

// Silent: the provider of the request.
app.MapGet("/request", (HttpContext context) => context.RequestServices.GetRequiredService<Report>().Length);

app.Run();

sealed class Report : IDisposable
{
    private readonly FileStream _file = File.OpenRead("report");

    public long Length => _file.Length;

    public void Dispose() => _file.Dispose();
}

sealed class Store : IDisposable
{
    private readonly FileStream _file = File.OpenRead("store");

    public long Length => _file.Length;

    public void Dispose() => _file.Dispose();
}

sealed class Clock
{
    public DateTimeOffset Now => DateTimeOffset.UtcNow;
}

sealed class Consumer(Report report)
{
    public long Length => report.Length;
}

sealed class Worker(IServiceScopeFactory scopes) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // Silent: a scope for each round.
            await using (var scope = scopes.CreateAsyncScope())
                Console.WriteLine(scope.ServiceProvider.GetRequiredService<Report>().Length);
            await Task.Delay(TimeSpan.FromMinutes(1), stoppingToken);
        }
    }
}

// Silent: a scoped service is given the provider of its scope.
sealed class Handler(IServiceProvider services)
{
    public long Handle() => services.GetRequiredService<Report>().Length;
}
