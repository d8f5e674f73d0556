// output: program
using System.Threading.Channels;

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
var channel = Channel.CreateBounded<string>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.Wait });
app.MapPost("/lines", (string line) => channel.Writer.TryWrite(line));
var pump = PrintAsync(channel.Reader);
await app.RunAsync();
channel.Writer.Complete();
await pump;

// Silent: a pipeline of the program itself, which ends.
var pipeline = Channel.CreateUnbounded<string>();
foreach (var name in Directory.GetFiles("."))
    pipeline.Writer.TryWrite(name);
pipeline.Writer.Complete();
await PrintAsync(pipeline.Reader);

static async Task PrintAsync(ChannelReader<string> lines)
{
    await foreach (var line in lines.ReadAllAsync())
        Console.WriteLine(line);
}
