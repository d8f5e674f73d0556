using System.Buffers;
using System.Text;
using Microsoft.Extensions.ObjectPool;

sealed class Arrays(Stream source, ObjectPool<StringBuilder> builders)
{
    int Never(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length); // want LEAK1013: buffer
        return source.ReadByte() + buffer[0];
    }

    int EarlyReturn(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length); // want LEAK1013: buffer
        var count = buffer.Length;
        if (count == 0)
            return 0; // also
        ArrayPool<byte>.Shared.Return(buffer);
        return count;
    }

    async Task<int> ReadThatFails(int length, CancellationToken token)
    {
        var pool = ArrayPool<byte>.Shared;
        var buffer = pool.Rent(length); // want LEAK1013: buffer
        var count = await source.ReadAsync(buffer, token); // also
        pool.Return(buffer);
        return count;
    }

    void ExplicitThrow(int length)
    {
        var buffer = ArrayPool<char>.Shared.Rent(length); // want LEAK1013: buffer
        if (buffer.Length > 100)
            throw new InvalidOperationException("too long");
        ArrayPool<char>.Shared.Return(buffer, clearArray: true);
    }

    // The method that it is given to only reads it.
    int ThroughHelper(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length); // want LEAK1013: buffer
        return Sum(buffer, length) + SumOf(buffer.AsSpan(0, length));
    }

    int ObjectOfPool(string text)
    {
        var builder = builders.Get(); // want LEAK1013: builder
        builder.Append(text);
        if (builder.Length > 10)
            return -1;
        var length = builder.Length;
        builders.Return(builder);
        return length;
    }

    void GrownWithoutReturn(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length); // want LEAK1013: buffer
        if (buffer.Length < 100)
            buffer = ArrayPool<byte>.Shared.Rent(100);
        buffer[0] = 1;
        ArrayPool<byte>.Shared.Return(buffer);
    }

    // Disposing the stream over it does not return it.
    int Wrapped(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length); // want LEAK1013: buffer
        using var memory = new MemoryStream(buffer);
        return memory.ReadByte();
    }

    private static int Sum(byte[] bytes, int length)
    {
        var sum = 0;
        for (var i = 0; i < length; i++)
            sum += bytes[i];
        return sum;
    }

    private static int SumOf(ReadOnlySpan<byte> bytes) => bytes.Length;
}

sealed class Semaphores
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SemaphoreSlim _other = new(1);
    private readonly SemaphoreSlim _forgotten = new(1, 1);
    private int _state;

    async Task<int> EarlyReturn(CancellationToken token)
    {
        await _gate.WaitAsync(token); // want LEAK1013: _gate
        if (_state > 0)
            return 0; // also
        _state++;
        _gate.Release();
        return _state;
    }

    async Task WorkThatFails(Func<Task> work)
    {
        await _gate.WaitAsync(); // want LEAK1013: _gate
        await work(); // also
        _gate.Release();
    }

    void Synchronous(string text)
    {
        _gate.Wait(); // want LEAK1013: _gate
        _state = int.Parse(text);
        _gate.Release();
    }

    async Task TimedOutOrNot(Func<Task> work)
    {
        if (!await _other.WaitAsync(TimeSpan.FromSeconds(1))) // want LEAK1013: _other
            return;
        await work();
        _other.Release();
    }

    async Task InsideCondition(Func<Task> work)
    {
        if (await _other.WaitAsync(0)) // want LEAK1013: _other
        {
            await work();
            _other.Release();
        }
    }

    async Task CaughtOnly(Func<Task> work)
    {
        await this._gate.WaitAsync(); // want LEAK1013: _gate
        try
        {
            await work();
        }
        catch (IOException)
        {
            this._gate.Release();
            throw;
        }

        this._gate.Release();
    }

    async Task Throws(int limit)
    {
        await _gate.WaitAsync(); // want LEAK1013: _gate
        if (_state > limit)
            throw new InvalidOperationException("too many");
        _gate.Release();
    }

    async Task Local(IEnumerable<int> items)
    {
        using var throttle = new SemaphoreSlim(4);
        foreach (var item in items)
        {
            await throttle.WaitAsync(); // want LEAK1013: throttle
            if (item < 0)
                continue;
            throttle.Release();
        }
    }

    void OursThrows()
    {
        _gate.Wait(); // want LEAK1013: _gate
        Check();
        _gate.Release();
    }

    private void Check()
    {
        if (_state < 0)
            throw new InvalidOperationException("closed");
    }

    // Nothing in the type ever releases it.
    async Task NeverReleased()
    {
        await _forgotten.WaitAsync(); // want LEAK1013: _forgotten
        _state++;
    }
}

sealed class ReturnedEarly(Stream source)
{
    // The fix returns it once, though a local of the way there is used afterwards.
    string? Line()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64); // want LEAK1013: buffer
        var text = new StringBuilder();
        var read = source.Read(buffer, 0, 64);
        if (read == 0)
            return null; // also

        text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        ArrayPool<byte>.Shared.Return(buffer);
        return text.ToString();
    }
}
