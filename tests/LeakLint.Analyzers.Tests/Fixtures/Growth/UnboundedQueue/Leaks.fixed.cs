using System.Collections.Concurrent;
using System.Threading.Channels;

public sealed record Job(string Name);

public sealed class Writer(Func<Job, CancellationToken, Task> insert) : BackgroundService
{
    private static readonly BlockingCollection<Job> _queue = new(boundedCapacity: 10_000);

    public static void OnJob(Job job) => _queue.Add(job);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(async () =>
    {
        foreach (var job in _queue.GetConsumingEnumerable(stoppingToken))
            await insert(job, stoppingToken);
    }, stoppingToken);
}

// The usual background queue: made in the constructor, hosted by a registration.
public interface IJobs
{
    ValueTask EnqueueAsync(Job job, CancellationToken cancellationToken);
}

public sealed class Jobs : IJobs
{
    private readonly Channel<Job> _channel;

    public Jobs()
    {
        _channel = Channel.CreateBounded<Job>(new BoundedChannelOptions(10_000) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    public ValueTask EnqueueAsync(Job job, CancellationToken cancellationToken) => _channel.Writer.WriteAsync(job, cancellationToken);

    public IAsyncEnumerable<Job> ReadAllAsync(CancellationToken cancellationToken) => _channel.Reader.ReadAllAsync(cancellationToken);
}

// The two ends are kept, the channel itself is not.
public sealed class Events : BackgroundService
{
    private readonly ChannelReader<string> _reader;
    private readonly ChannelWriter<string> _writer;

    public Events()
    {
        var channel = Channel.CreateBounded<string>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });
        _reader = channel.Reader;
        _writer = channel.Writer;
    }

    public void OnEvent(string text) => _writer.TryWrite(text);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var text in _reader.ReadAllAsync(stoppingToken))
            Console.WriteLine(text);
    }
}

public static class Log
{
    // Others write.
    private static readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.Wait });

    public static ChannelWriter<string> Lines => _lines.Writer;
}

// A concurrent queue that a loop works off, with a pause between rounds.
public sealed class Mailer : BackgroundService
{
    private readonly ConcurrentQueue<string> _mails = new();

    public void Send(string mail) => _mails.Enqueue(mail);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            while (_mails.TryDequeue(out var mail))
                await Task.Delay(mail.Length, stoppingToken);
            await Task.Delay(1000, stoppingToken);
        }
    }
}

// A container keeps the channel itself.
public static class Registration
{
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<IJobs, Jobs>()
        .AddSingleton(Channel.CreateBounded<Job>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.Wait }))
        .AddSingleton(_ => Channel.CreateBounded<string>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.Wait }));
}
