using System.Threading.Channels;

namespace Hub;

/// <summary>Writes all messages to the archive, one after the other and apart from the conversation.</summary>
public sealed class Archive(IConfiguration configuration) : BackgroundService
{
    private readonly Channel<ChatMessage> _queue = Channel.CreateUnbounded<ChatMessage>();
    private readonly TimeSpan _latency = configuration.GetValue("Archive:Latency", TimeSpan.FromMilliseconds(5));

    /// <summary>How many messages wait to be written.</summary>
    public int Waiting => _queue.Reader.Count;

    public void Add(ChatMessage message) => _queue.Writer.TryWrite(message);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in _queue.Reader.ReadAllAsync())
            await WriteAsync(message);
    }

    // Stands for a database on the other side of a network.
    private Task WriteAsync(ChatMessage message) => Task.Delay(_latency);
}
