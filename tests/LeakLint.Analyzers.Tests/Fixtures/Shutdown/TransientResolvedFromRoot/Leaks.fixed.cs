// output: program
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddTransient<Report>();
builder.Services.AddTransient<IExport, Export>();
builder.Services.AddTransient<Upload>();
builder.Services.AddHostedService<Exporter>();
var app = builder.Build();

app.MapGet("/report", async () =>
{
    using var scope = app.Services.CreateScope();
    var report = scope.ServiceProvider.GetRequiredService<Report>();
    return await report.ReadAsync();
});

foreach (var name in args)
{
    using var scope1 = app.Services.CreateScope();
    scope1.ServiceProvider.GetRequiredService<IExport>().Write(name);
}

app.Run();

sealed class Report : IDisposable
{
    private readonly FileStream _file = File.OpenRead("report");

    public Task<int> ReadAsync() => Task.FromResult((int)_file.Length);

    public void Dispose() => _file.Dispose();
}

interface IExport
{
    void Write(string name);
}

sealed class Export : IExport, IDisposable
{
    private readonly FileStream _file = File.Create("export");

    public void Write(string name) => _file.WriteByte((byte)name.Length);

    public void Dispose() => _file.Dispose();
}

sealed class Upload : IAsyncDisposable
{
    private readonly FileStream _file = File.OpenRead("upload");

    public Task SendAsync() => Task.FromResult(_file.Length);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}

// A hosted service is given the root provider.
sealed class Exporter(IServiceProvider services) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await using var scope = services.CreateAsyncScope();
            var upload = scope.ServiceProvider.GetRequiredService<Upload>();
            await upload.SendAsync();
            await Task.Delay(TimeSpan.FromMinutes(1), stoppingToken);
        }
    }
}
