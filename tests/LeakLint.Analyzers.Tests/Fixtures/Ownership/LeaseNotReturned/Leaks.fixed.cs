using System.Buffers;
using System.Text;
using Microsoft.Extensions.ObjectPool;

sealed class Arrays(Stream source, ObjectPool<StringBuilder> builders)
{
    int Never(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return source.ReadByte() + buffer[0];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    int EarlyReturn(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var count = buffer.Length;
            if (count == 0)
                return 0;
            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    async Task<int> ReadThatFails(int length, CancellationToken token)
    {
        var pool = ArrayPool<byte>.Shared;
        var buffer = pool.Rent(length);
        try
        {
            var count = await source.ReadAsync(buffer, token);
            return count;
        }
        finally
        {
            pool.Return(buffer);
        }
    }

    void ExplicitThrow(int length)
    {
        var buffer = ArrayPool<char>.Shared.Rent(length);
        try
        {
            if (buffer.Length > 100)
                throw new InvalidOperationException("too long");
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer, clearArray: true);
        }
    }

    // The method that it is given to only reads it.
    int ThroughHelper(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return Sum(buffer, length) + SumOf(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    int ObjectOfPool(string text)
    {
        var builder = builders.Get();
        try
        {
            builder.Append(text);
            if (builder.Length > 10)
                return -1;
            var length = builder.Length;
            return length;
        }
        finally
        {
            builders.Return(builder);
        }
    }

    void GrownWithoutReturn(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        if (buffer.Length < 100)
            buffer = ArrayPool<byte>.Shared.Rent(100);
        buffer[0] = 1;
        ArrayPool<byte>.Shared.Return(buffer);
    }

    // Disposing the stream over it does not return it.
    int Wrapped(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            using var memory = new MemoryStream(buffer);
            return memory.ReadByte();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
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
        await _gate.WaitAsync(token);
        try
        {
            if (_state > 0)
                return 0;
            _state++;
            return _state;
        }
        finally
        {
            _gate.Release();
        }
    }

    async Task WorkThatFails(Func<Task> work)
    {
        await _gate.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _gate.Release();
        }
    }

    void Synchronous(string text)
    {
        _gate.Wait();
        try
        {
            _state = int.Parse(text);
        }
        finally
        {
            _gate.Release();
        }
    }

    async Task TimedOutOrNot(Func<Task> work)
    {
        if (!await _other.WaitAsync(TimeSpan.FromSeconds(1)))
            return;
        try
        {
            await work();
        }
        finally
        {
            _other.Release();
        }
    }

    async Task InsideCondition(Func<Task> work)
    {
        if (await _other.WaitAsync(0))
        {
            await work();
            _other.Release();
        }
    }

    async Task CaughtOnly(Func<Task> work)
    {
        await this._gate.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            this._gate.Release();
        }
    }

    async Task Throws(int limit)
    {
        await _gate.WaitAsync();
        try
        {
            if (_state > limit)
                throw new InvalidOperationException("too many");
        }
        finally
        {
            _gate.Release();
        }
    }

    async Task Local(IEnumerable<int> items)
    {
        using var throttle = new SemaphoreSlim(4);
        foreach (var item in items)
        {
            await throttle.WaitAsync();
            try
            {
                if (item < 0)
                    continue;
            }
            finally
            {
                throttle.Release();
            }
        }
    }

    void OursThrows()
    {
        _gate.Wait();
        try
        {
            Check();
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Check()
    {
        if (_state < 0)
            throw new InvalidOperationException("closed");
    }

    // Nothing in the type ever releases it.
    async Task NeverReleased()
    {
        await _forgotten.WaitAsync();
        _state++;
    }
}

sealed class ReturnedEarly(Stream source)
{
    // The fix returns it once, though a local of the way there is used afterwards.
    string? Line()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64);
        try
        {
            var text = new StringBuilder();
            var read = source.Read(buffer, 0, 64);
            if (read == 0)
                return null;

            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            return text.ToString();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
