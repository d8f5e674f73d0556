using Driver;
using Driving;

const int Visitors = 40;
const int Strays = 12_000;
const int Remembered = 10_000;   // What a BoundedDictionary holds when nothing else is said.
const int WarmUpMegabytes = 15;  // What the first requests need, whoever sends them: code, buffers, caches of the runtime.

var run = Run.Read(args);
var folder = Directory.CreateTempSubdirectory("registry-").FullName;
try
{
    await using var registry = await SampleProcess.StartAsync(
        run, "--Sessions:Folder", folder, "--Sessions:Lifetime", "00:00:03", "--Sessions:CleanupInterval", "00:00:00.500");
    using var http = new HttpClient { BaseAddress = registry.Address };
    var clients = new Clients(registry.Address);
    var statistics = new Statistics(http, folder);

    await http.PutAsync("catalog/guide", new StringContent("How to use the tools."));
    var before = await statistics.ReadAsync();
    for (var visitor = 0; visitor < Visitors; visitor++)
    {
        run.Answered(await clients.VisitAsync());
        run.Answered(await clients.VanishAsync());
    }

    var after = await Settled.ReadAsync(statistics.ReadAsync, now => now.Sessions <= before.Sessions);
    Console.WriteLine($"    after {2 * Visitors} clients, half of them without goodbye: {after}");
    run.Grows("live sessions", before.Sessions, after.Sessions);
    run.Grows("active timers", before.Timers, after.Timers);
    run.Grows("session folders", before.Folders, after.Folders);
    run.Grows("heap, MB", before.HeapMegabytes, after.HeapMegabytes, before.HeapMegabytes + WarmUpMegabytes);

    run.Answered($"{await clients.StrayAsync(http, Strays)} strays not found");
    run.Grows("strays remembered", before.Strays, (await statistics.ReadAsync()).Strays, Remembered);

    await clients.VanishAsync();
    await registry.TerminateAsync();
    run.LeftAfterSigterm("session folders", statistics.CountFolders());
}
finally
{
    Directory.Delete(folder, recursive: true);
}

await run.WriteAsync();
