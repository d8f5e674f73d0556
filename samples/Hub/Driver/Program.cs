using System.Net.Http.Json;
using Driver;
using Driving;

const int Visitors = 20;
const int Flood = 15_000;
const int HistoryLimit = 10_000;
const int QueueLimit = 10_000;

var run = Run.Read(args);
await using (var hub = await SampleProcess.StartAsync(run))
{
    using var http = new HttpClient { BaseAddress = hub.Address };
    Task<Statistics> ReadAsync() => http.GetFromJsonAsync<Statistics>("statistics")!;

    var before = await ReadAsync();
    for (var visitor = 1; visitor <= Visitors; visitor++)
    {
        await TalkAsync(hub.Address, $"visitor-{visitor}", saysGoodbye: true);
        await TalkAsync(hub.Address, $"roamer-{visitor}", saysGoodbye: false);
    }

    var after = await Settled.ReadAsync(ReadAsync, now => now.Connections <= before.Connections && now.Timers <= before.Timers);
    Console.WriteLine($"    after {2 * Visitors} clients, half of them without goodbye: {after}");
    run.Grows("connections", before.Connections, after.Connections);
    run.Grows("active timers", before.Timers, after.Timers);

    await FloodAsync(hub.Address);
    var flooded = await ReadAsync();
    Console.WriteLine($"    after {Flood} messages at once: {flooded}");
    run.Grows("messages kept", before.Kept, flooded.Kept, HistoryLimit);
    run.Grows("messages queued", before.Waiting, flooded.Waiting, QueueLimit);
    run.Answered(string.Join(", ", (await http.GetFromJsonAsync<Message[]>("history?last=3"))!.Select(message => message.Text)));
}

// A hub at rest: one that still has to write what was said may take its time.
await using (var hub = await SampleProcess.StartAsync(run))
{
    await TalkAsync(hub.Address, "late visitor", saysGoodbye: true);
    run.LeftAfterSigterm("seconds until it ends", (int)(await hub.TerminateAsync()).TotalSeconds);
}

await run.WriteAsync();

async Task TalkAsync(Uri address, string name, bool saysGoodbye)
{
    using var client = new Client(name);
    await client.ConnectAsync(address);
    foreach (var text in new[] { "hello", "how are you?" })
    {
        await client.SayAsync(text);
        run.Answered(await client.HearAsync());
    }

    if (saysGoodbye)
        await client.SayGoodbyeAsync();
    else
        client.Vanish();
}

// More than the archive can take for the moment. The last message has come back when all were passed on.
async Task FloodAsync(Uri address)
{
    using var client = new Client("newsroom");
    await client.ConnectAsync(address);
    var hearing = Task.Run(async () =>
    {
        for (var heard = 1; heard < Flood; heard++)
            await client.HearAsync();
        return await client.HearAsync();
    });
    for (var number = 1; number <= Flood; number++)
        await client.SayAsync($"news {number}");
    run.Answered(await hearing);
    await client.SayGoodbyeAsync();
}

internal sealed record Statistics(int Connections, int Kept, int Waiting, long Timers)
{
    public override string ToString() => $"{Connections} connections, {Timers} timers, {Kept} messages kept, {Waiting} queued";
}

internal sealed record Message(string Text);
