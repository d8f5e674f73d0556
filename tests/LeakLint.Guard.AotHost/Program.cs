using System.Diagnostics;
using System.Text.Json;
using LeakLint.Guard;
using LeakLint.Guard.AspNetCore;

// Uses a little of everything in a program without a just-in-time compiler. Exit code 0: it works there.
var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddLeakLintGuard(options => options.Thresholds[MonitoredResource.Threads] = new(1_000, 2_000, 3_000));
builder.Services.AddHealthChecks().AddLeakLint();
builder.Services.AddChildProcessGroup();
builder.Services.AddBackgroundTaskTracker();
builder.Services.AddResourceRegistry<string, MemoryStream>(options => options.Capacity = 3);
await using var app = builder.Build();
app.UseLeakLintRequestTracking();
app.MapHealthChecks("/health");
app.MapLeakLintDiagnostics(allowCollection: true).AllowAnonymous();
await app.StartAsync();

using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
Require(await client.GetStringAsync("/health") == "Healthy", "health");
using (var answer = await client.PostAsync("/leaklint/gc", null))
    Require(answer.IsSuccessStatusCode, "gc");

using (var stats = JsonDocument.Parse(await client.GetStringAsync("/leaklint/stats")))
{
    Require(stats.RootElement.GetProperty("status").GetString() == "Healthy", "status");
    Require(stats.RootElement.GetProperty("current").GetProperty("liveHeapBytes").GetInt64() > 0, "live heap");
}

var registry = app.Services.GetRequiredService<ResourceRegistry<string, MemoryStream>>();
using (var lease = await registry.GetOrAddAsync("a", (_, _) => new(new MemoryStream())))
    Require(lease.Value.CanRead, "lease");

var child = app.Services.GetRequiredService<ChildProcessGroup>().Start(new ProcessStartInfo("sleep", ["60"]));
Require(app.Services.GetRequiredService<LeakMonitor>().Sample().ChildProcessCount == 1, "child processes");
await app.StopAsync();
Require(child.HasExited, "child stopped");
Console.WriteLine("ahead of time: all works");

static void Require(bool condition, string what)
{
    if (condition)
        return;
    Console.Error.WriteLine($"ahead of time: {what} does not work");
    Environment.Exit(1);
}
