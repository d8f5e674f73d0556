using System.Threading.Channels;

// The reader waits for ever: what it reads from is released with nothing said.
public sealed class Spool : IDisposable
{
    private readonly Channel<string> _jobs = Channel.CreateBounded<string>(10);
    private readonly Stream _out = File.Create("spool");

    public Spool() => _ = Task.Run(PrintAsync);

    public bool Print(string job) => _jobs.Writer.TryWrite(job);

    public void Dispose()
    {
        _jobs.Writer.TryComplete();
        _out.Dispose();
    }

    private async Task PrintAsync()
    {
        while (await _jobs.Reader.WaitToReadAsync())
        {
            while (_jobs.Reader.TryRead(out var job))
                await _out.WriteAsync(System.Text.Encoding.UTF8.GetBytes(job));
        }
    }
}

// Silent: the end completes it.
public sealed class Ended : IDisposable
{
    private readonly Channel<string> _jobs = Channel.CreateBounded<string>(10);

    public Ended() => _ = Task.Run(ReadAsync);

    public bool Add(string job) => _jobs.Writer.TryWrite(job);

    public void Dispose() => _jobs.Writer.TryComplete();

    private async Task ReadAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
            Console.WriteLine(job);
    }
}

// Silent: who has the writer may complete it.
public sealed class Given : IDisposable
{
    private readonly Channel<string> _jobs = Channel.CreateBounded<string>(10);
    private readonly Stream _out = File.Create("given");

    public Given() => _ = Task.Run(ReadAsync);

    public ChannelWriter<string> Jobs => _jobs.Writer;

    public void Dispose() => _out.Dispose();

    private async Task ReadAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
            await _out.WriteAsync(System.Text.Encoding.UTF8.GetBytes(job));
    }
}

// Silent: nothing says that it ends before the program.
public sealed class Lasting
{
    private readonly Channel<string> _jobs = Channel.CreateBounded<string>(100);

    public Lasting() => _ = Task.Run(RunAsync);

    public bool Add(string job) => _jobs.Writer.TryWrite(job);

    private async Task RunAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
            Console.WriteLine(job);
    }
}
