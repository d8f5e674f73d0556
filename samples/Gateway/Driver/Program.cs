using Driver;
using Driving;

const int Rounds = 4;
var run = Run.Read(args);
var toolServer = run.Assembly("ToolServer");
var notes = Path.Combine(Path.GetDirectoryName(toolServer)!, "notes");

var check = LeftBehind.Watch();
await using (var gateway = await SampleProcess.StartAsync(run, "--ToolServer:Assembly", toolServer, "--ToolServer:Folder", notes))
{
    using var http = new HttpClient { BaseAddress = gateway.Address, Timeout = TimeSpan.FromMinutes(1) };
    var before = await Settled.CountAsync(gateway.Children, 1); // the watcher of the notes
    for (var round = 1; round <= Rounds; round++)
    {
        await foreach (var answer in Conversation.RunAsync(http))
            run.Answered(answer);

        Console.WriteLine($"    after round {round} of {Rounds}: {gateway.Children.List().Count} child processes");
    }

    run.Grows("child processes", before, await Settled.CountAsync(gateway.Children, before));
    await Conversation.LeaveSessionOpenAsync(http);
    await gateway.TerminateAsync();
    run.LeftAfterSigterm("child processes", await LeftBehind.CountAsync(check));
}

await run.WriteAsync();
