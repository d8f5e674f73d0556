using Moq;

// A strict mock was not told what a release calls, and behind it there is nothing to release: there is no fix.
public class AroundMocks
{
    private readonly Mock<ISessionOfTest> _session = new(MockBehavior.Strict);
    private ChannelOfTest? _channel; // want LEAK1006: _channel

    public void Arrange() => _channel = new ChannelOfTest(_session.Object);

    public int Act() => _channel!.Read();

    public void Local()
    {
        var channel = new ChannelOfTest(_session.Object); // want LEAK1001: channel
        Console.WriteLine(channel.Read());
    }

    public void Made()
    {
        var channel = Create(); // want LEAK1001: channel
        Console.WriteLine(channel.Read());
    }

    private ChannelOfTest Create() => new(_session.Object);
}

public interface ISessionOfTest
{
    void Close();
}

public sealed class ChannelOfTest(ISessionOfTest session) : IDisposable
{
    private readonly FileStream _source = File.OpenRead("channel");

    public int Read() => _source.ReadByte();

    public void Dispose()
    {
        session.Close();
        _source.Dispose();
    }
}

namespace Moq
{
    public enum MockBehavior
    {
        Strict,
    }

    public sealed class Mock<T>(MockBehavior behavior)
        where T : class
    {
        public MockBehavior Behavior => behavior;

        public T Object => throw new NotSupportedException();
    }
}
