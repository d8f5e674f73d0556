using Driver;
using Driving;

const int Rounds = 3;
var idle = TimeSpan.FromSeconds(2);
var run = Run.Read(args);
var transcripts = Directory.CreateTempSubdirectory("transcripts-");

var check = LeftBehind.Watch();
await using (var service = await SampleProcess.StartAsync(
    run,
    "--Agents:ToolServer", run.Assembly("ToolServer"),
    "--Agents:Transcripts", transcripts.FullName,
    "--Agents:SessionIdleTimeout", idle.ToString()))
{
    using var http = new HttpClient { BaseAddress = service.Address, Timeout = TimeSpan.FromMinutes(1) };

    // The first request starts what the service keeps: that is no leak.
    run.Answered(await Conversation.SendRudeAsync(http));
    var before = await Settled.CountAsync(service.Children, 1);
    await foreach (var answer in Conversation.BeginAsync(http))
        run.Answered(answer);
    for (var round = 1; round <= Rounds; round++)
    {
        await foreach (var answer in Conversation.RunAsync(http, $"visitor-{round}"))
            run.Answered(answer);

        Console.WriteLine($"    after round {round} of {Rounds}: {service.Children.List().Count} child processes");
    }

    // Everybody has gone without a word.
    await Task.Delay(idle);
    run.Grows("child processes", before, await Settled.CountAsync(service.Children, before));
    run.Grows("open sessions", 0, await Conversation.CountSessionsAsync(http));

    await Conversation.LeaveSessionOpenAsync(http);
    await service.TerminateAsync();
    run.LeftAfterSigterm("child processes", await LeftBehind.CountAsync(check));
}

transcripts.Delete(recursive: true);
await run.WriteAsync();
