using Driving;

const int Restarts = 3;
string[] commands =
[
    "remember the harbour is closed in winter",
    "remember the lighthouse needs a new lamp",
    "recall lamp for the lighthouse",
    "recall harbour in winter",
    "search the",
    "search lamp",
];

var run = Run.Read(args);
var folder = Directory.CreateTempSubdirectory("observations-");
var workers = new List<SampleProcess>();
long orphans = 0;
try
{
    // Each round is the life of one worker: started, put to work, and stopped as a service host stops it.
    for (var round = 1; round <= Restarts; round++)
    {
        var check = LeftBehind.Watch();
        var worker = await SampleProcess.StartConsoleAsync(run, run.Assembly("VectorStore"), Path.Combine(folder.FullName, "journal"));
        workers.Add(worker);
        foreach (var command in commands)
            run.Answered($"{round} {command}: {await worker.AskAsync(command)}");

        var during = worker.Children.List().Count - orphans;
        await worker.TerminateAsync();
        orphans += await LeftBehind.CountAsync(check);
        Console.WriteLine($"    restart {round} of {Restarts}: {during} child processes of the worker, {orphans} left behind after SIGTERM");
    }

    run.Grows($"orphans, {Restarts} restarts", 0, orphans);
    run.LeftAfterSigterm("child processes", orphans);
}
finally
{
    foreach (var worker in workers)
        await worker.DisposeAsync();
    folder.Delete(recursive: true);
}

await run.WriteAsync();
