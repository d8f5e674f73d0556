// references LeakLint.Guard
using LeakLint.Guard;
using Microsoft.AspNetCore.Mvc;

public static class Registration
{
    public static void Add(IServiceCollection services) =>
        services.AddBackgroundTaskTracker().AddSingleton<Reports>().AddHostedService<Importer>().AddSingleton<Mails>();

    // A handler of requests takes services as parameters.
    public static void Map(WebApplication app)
    {
        app.MapPost("/reports/{id:int}", (int id) =>
        {
            Task.Run(() => File.WriteAllText($"{id}.txt", "report")); // want LEAK5001: 'Task.Run'
            return Results.Accepted();
        });
    }
}

// The container makes it, with a constructor of its own.
public sealed class Reports
{
    private readonly string _folder;

    public Reports(IConfiguration configuration)
    {
        _folder = configuration["folder"] ?? ".";
    }

    public void Write(string name)
    {
        Task.Run(() => File.WriteAllText(Path.Combine(_folder, name), "report")); // want LEAK5001: 'Task.Run'
    }

    public void Delete(string name)
    {
        Task.Run(() => File.Delete(Path.Combine(_folder, name))); // want LEAK5001: 'Task.Run'
    }
}

// A primary constructor.
public sealed class Importer(HttpClient http) : BackgroundService
{
    public void OnChanged(string path)
    {
        ImportAsync(path); // want LEAK5001: 'ImportAsync'
    }

    private async Task ImportAsync(string path) => await http.PostAsync(path, null);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
}

// No constructor yet.
[ApiController]
public sealed class Exports : ControllerBase
{
    [HttpPost]
    public IActionResult Post(string path)
    {
        Task.Run(() => System.IO.File.WriteAllText(path, "export")); // want LEAK5001: 'Task.Run'
        return Accepted();
    }
}

// The code creates one by itself: it could not give a tracker. So the task is awaited.
public sealed class Mails
{
    public static Mails Make() => new();

    public void Send(string path)
    {
        Task.Run(() => File.Delete(path)); // want LEAK5001: 'Task.Run'
    }
}
