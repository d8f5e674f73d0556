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
        app.MapPost("/reports/{id:int}", (int id, BackgroundTaskTracker backgroundTasks) =>
        {
            backgroundTasks.Track(Task.Run(() => File.WriteAllText($"{id}.txt", "report")));
            return Results.Accepted();
        });
    }
}

// The container makes it, with a constructor of its own.
public sealed class Reports
{
    private readonly string _folder;
    private readonly BackgroundTaskTracker _backgroundTasks;

    public Reports(IConfiguration configuration, BackgroundTaskTracker backgroundTasks)
    {
        _folder = configuration["folder"] ?? ".";
        _backgroundTasks = backgroundTasks;
    }

    public void Write(string name)
    {
        _backgroundTasks.Track(Task.Run(() => File.WriteAllText(Path.Combine(_folder, name), "report")));
    }

    public void Delete(string name)
    {
        _backgroundTasks.Track(Task.Run(() => File.Delete(Path.Combine(_folder, name))));
    }
}

// A primary constructor.
public sealed class Importer(HttpClient http, BackgroundTaskTracker backgroundTasks) : BackgroundService
{
    public void OnChanged(string path)
    {
        backgroundTasks.Track(ImportAsync(path));
    }

    private async Task ImportAsync(string path) => await http.PostAsync(path, null);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
}

// No constructor yet.
[ApiController]
public sealed class Exports(BackgroundTaskTracker backgroundTasks) : ControllerBase
{
    [HttpPost]
    public IActionResult Post(string path)
    {
        backgroundTasks.Track(Task.Run(() => System.IO.File.WriteAllText(path, "export")));
        return Accepted();
    }
}

// The code creates one by itself: it could not give a tracker. So the task is awaited.
public sealed class Mails
{
    public static Mails Make() => new();

    public async Task Send(string path)
    {
        await Task.Run(() => File.Delete(path));
    }
}
