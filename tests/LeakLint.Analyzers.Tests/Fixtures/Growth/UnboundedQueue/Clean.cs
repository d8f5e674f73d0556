using System.Collections.Concurrent;
using System.Threading.Channels;

public sealed record Job(string Name);

// Silent: the channel holds back whoever is too fast.
public sealed class Bounded : BackgroundService
{
    private readonly Channel<Job> _channel = Channel.CreateBounded<Job>(100);
    private static readonly BlockingCollection<Job> _queue = new(100);
    private static readonly BlockingCollection<Job> _wrapped = new(new ConcurrentStack<Job>(), 100);

    public ValueTask EnqueueAsync(Job job) => _channel.Writer.WriteAsync(job);

    public void Enqueue(Job job)
    {
        _queue.Add(job);
        _wrapped.Add(job);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var job in _channel.Reader.ReadAllAsync(stoppingToken))
            Console.WriteLine(job);
    }
}

// Silent: what does not fit is refused.
public static class Refusing
{
    private static readonly Channel<Job> _channel = Channel.CreateUnbounded<Job>();
    private static readonly BlockingCollection<Job> _queue = new();

    public static bool Write(Job job) => _channel.Reader.Count < 1000 && _channel.Writer.TryWrite(job);

    public static void Add(Job job)
    {
        if (_queue.Count >= 1000)
            throw new InvalidOperationException("full");
        _queue.Add(job);
    }
}

// Silent: nobody knows how long an object of the type lives; it may be one for each request.
public sealed class Ordinary
{
    private readonly Channel<Job> _channel = Channel.CreateUnbounded<Job>();

    public void Write(Job job) => _channel.Writer.TryWrite(job);

    public ChannelReader<Job> Reader => _channel.Reader;
}

// Silent: the queue ends with the method.
public static class Pipeline
{
    public static async Task<int> CountAsync(IEnumerable<Job> jobs)
    {
        var channel = Channel.CreateUnbounded<Job>();
        foreach (var job in jobs)
            channel.Writer.TryWrite(job);
        channel.Writer.Complete();
        var count = 0;
        await foreach (var _ in channel.Reader.ReadAllAsync())
            count++;
        return count;
    }
}

// Silent: a pool. It holds what was in use at once, and no loop empties it.
public static class Buffers
{
    private static readonly ConcurrentQueue<byte[]> _free = new();

    public static byte[] Rent() => _free.TryDequeue(out var buffer) ? buffer : new byte[4096];

    public static void Return(byte[] buffer) => _free.Enqueue(buffer);
}

// Silent: the work of start-up, written before anything runs.
public sealed class Migrations : BackgroundService
{
    private readonly Channel<Job> _steps = Channel.CreateUnbounded<Job>();

    public Migrations()
    {
        _steps.Writer.TryWrite(new Job("tables"));
        _steps.Writer.TryWrite(new Job("data"));
        _steps.Writer.Complete();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var step in _steps.Reader.ReadAllAsync(stoppingToken))
            Console.WriteLine(step);
    }
}

// Silent: a scheduler may not hold back whoever gives it work: that may be its own thread.
public sealed class OneThread : TaskScheduler
{
    public static readonly OneThread Instance = new();

    private readonly BlockingCollection<Task> _tasks = new();

    protected override void QueueTask(Task task) => _tasks.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _tasks];
}

// Silent: a timer looks at what is next, and takes it out when its time has come.
public sealed class Expiries : BackgroundService
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<(DateTime End, string Id)> _pending = new();

    public void Add(string id) => _pending.Enqueue((DateTime.UtcNow.AddMinutes(1), id));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(1000, stoppingToken);
            while (_pending.TryPeek(out var next) && next.End < DateTime.UtcNow)
                _pending.TryDequeue(out _);
        }
    }
}
