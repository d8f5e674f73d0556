using System.Collections.Concurrent;
using System.Threading.Channels;

public sealed record Job(string Name);

public sealed class Writer(Func<Job, CancellationToken, Task> insert) : BackgroundService
{
    private static readonly BlockingCollection<Job> _queue = new(); // want LEAK2006: _queue

    public static void OnJob(Job job) => _queue.Add(job); // also LEAK2006

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
        _channel = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleReader = true }); // want LEAK2006: EnqueueAsync
    }

    public ValueTask EnqueueAsync(Job job, CancellationToken cancellationToken) => _channel.Writer.WriteAsync(job, cancellationToken); // also LEAK2006

    public IAsyncEnumerable<Job> ReadAllAsync(CancellationToken cancellationToken) => _channel.Reader.ReadAllAsync(cancellationToken);
}

// The two ends are kept, the channel itself is not.
public sealed class Events : BackgroundService
{
    private readonly ChannelReader<string> _reader;
    private readonly ChannelWriter<string> _writer;

    public Events()
    {
        var channel = Channel.CreateUnbounded<string>(); // want LEAK2006: _writer
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
    private static readonly Channel<string> _lines = Channel.CreateUnbounded<string>(); // want LEAK2006: _lines

    public static ChannelWriter<string> Lines => _lines.Writer;
}

// A concurrent queue that a loop works off, with a pause between rounds.
public sealed class Mailer : BackgroundService
{
    private readonly ConcurrentQueue<string> _mails = new(); // want LEAK2006: _mails

    public void Send(string mail) => _mails.Enqueue(mail); // also LEAK2006

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
        .AddSingleton(Channel.CreateUnbounded<Job>()) // want LEAK2006: singleton
        .AddSingleton(_ => Channel.CreateUnbounded<string>()); // want LEAK2006: singleton
}
