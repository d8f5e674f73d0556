using Driver;

if (args is not [var gatewayAssembly, var toolServerAssembly, var results, var run])
{
    Console.Error.WriteLine("usage: Driver GATEWAY.dll TOOLSERVER.dll RESULTS-FOLDER RUN-ID");
    return 2;
}

if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("The driver counts processes in /proc, so it needs Linux.");
    return 2;
}

const int Rounds = 4;
var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(toolServerAssembly))!, "notes");
var answers = new List<string>();
int before, during = 0, after, afterSigterm;

await using (var gateway = await GatewayProcess.StartAsync(
    [gatewayAssembly, "--ToolServer:Assembly", Path.GetFullPath(toolServerAssembly), "--ToolServer:Folder", folder],
    $"LEAKLINT_SAMPLE_RUN={run}"))
{
    using var http = new HttpClient { BaseAddress = gateway.Address, Timeout = TimeSpan.FromMinutes(1) };
    before = await SettleAsync(gateway.Children, 0);
    for (var round = 1; round <= Rounds; round++)
    {
        await foreach (var answer in Conversation.RunAsync(http))
        {
            answers.Add(answer);
            during = Math.Max(during, gateway.Children.List().Count);
        }

        Console.WriteLine($"    after round {round} of {Rounds}: {gateway.Children.List().Count} child processes");
    }

    after = await SettleAsync(gateway.Children, before);
    await Conversation.LeaveSessionOpenAsync(http);
    await gateway.TerminateAsync();
    afterSigterm = await SettleAsync(gateway.Children, 0);
}

Directory.CreateDirectory(results);
await File.WriteAllLinesAsync(Path.Combine(results, "answers.txt"), answers);
await File.WriteAllLinesAsync(
    Path.Combine(results, "counts.txt"),
    [$"before={before}", $"during={during}", $"after={after}", $"after_sigterm={afterSigterm}"]);
return 0;

// What ends needs a moment for it: the count is taken when it is as hoped, or has not changed for a while.
static async Task<int> SettleAsync(ChildProcesses children, int hoped)
{
    const int Unchanged = 12;
    var count = children.List().Count;
    for (var same = 0; same < Unchanged; same++)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(250));
        var now = children.List().Count;
        if (now == count && now == hoped && same > 0)
            break;
        if (now != count)
            same = 0;
        count = now;
    }

    return count;
}
