using System.Buffers;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.ObjectPool;

sealed class Arrays(Stream source, ObjectPool<StringBuilder> builders)
{
    private byte[]? _kept;

    async Task<int> InFinally(int length, CancellationToken token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return await source.ReadAsync(buffer.AsMemory(0, length), token);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Silent: nothing between the two fails in ordinary life.
    int Straight(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        buffer.AsSpan().Clear();
        var first = buffer[0];
        ArrayPool<byte>.Shared.Return(buffer);
        return first;
    }

    // Silent: only what was rented is returned.
    int SmallOnStack(int length)
    {
        byte[]? rented = null;
        var span = length <= 256 ? stackalloc byte[256] : (rented = ArrayPool<byte>.Shared.Rent(length));
        var sum = span.Length;
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return sum;
    }

    int ObjectOfPool(string text)
    {
        var builder = builders.Get();
        try
        {
            return builder.Append(text).Length;
        }
        finally
        {
            builders.Return(builder);
        }
    }

    int Grown(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        if (buffer.Length < 100)
        {
            var bigger = ArrayPool<byte>.Shared.Rent(100);
            buffer.CopyTo(bigger, 0);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = bigger;
        }

        var count = buffer.Length;
        ArrayPool<byte>.Shared.Return(buffer);
        return count;
    }

    // Silent: it belongs to somebody else from then on.
    byte[] Returned(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        buffer[0] = 1;
        return buffer;
    }

    Memory<byte> ReturnedAsMemory(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        Memory<byte> memory = buffer;
        return memory[..length];
    }

    void Kept(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        _kept = buffer;
    }

    Owner Owned(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        return new Owner(buffer, length);
    }

    async Task Queued(ChannelWriter<byte[]> writer, int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        await writer.WriteAsync(buffer);
    }

    // Silent: the continuation returns it.
    Task InContinuation(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        return source.ReadAsync(buffer, 0, length).ContinueWith(_ => ArrayPool<byte>.Shared.Return(buffer));
    }

    // Silent: the helper returns it.
    void ByHelper(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        GiveBack(buffer);
    }

    private static void GiveBack(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer);
}

sealed class Owner(byte[] buffer, int length) : IDisposable
{
    public Memory<byte> Memory => buffer.AsMemory(0, length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}

sealed class Guards
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _state;

    async Task InFinally(Func<Task> work, CancellationToken token)
    {
        await _gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            await work();
        }
        finally
        {
            _gate.Release();
        }
    }

    async Task<bool> Timed(Func<Task> work)
    {
        if (!await _gate.WaitAsync(TimeSpan.FromSeconds(1)))
            return false;
        try
        {
            await work();
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    async Task ByFlag(Func<Task> work)
    {
        var entered = await _gate.WaitAsync(100);
        try
        {
            await work();
        }
        finally
        {
            if (entered)
                _gate.Release();
        }
    }

    async Task ByOwnFlag(Func<Task> work, CancellationToken token)
    {
        var entered = false;
        try
        {
            await _gate.WaitAsync(token);
            entered = true;
            await work();
        }
        finally
        {
            if (entered)
                _gate.Release();
        }
    }

    async Task InsideCondition(Func<Task> work)
    {
        if (_state == 0 && await _gate.WaitAsync(0))
        {
            try
            {
                await work();
            }
            finally
            {
                _gate.Release();
            }
        }
    }

    // Silent: nothing between the two can fail.
    async Task Short()
    {
        await _gate.WaitAsync();
        _state++;
        _gate.Release();
    }

    async Task Retried(Func<Task> work)
    {
        while (true)
        {
            await _gate.WaitAsync();
            try
            {
                await work();
                return;
            }
            catch (IOException)
            {
                continue;
            }
            finally
            {
                _gate.Release();
            }
        }
    }

    // Silent: what is disposed cannot be released.
    async Task UnlessDisposed(Func<Task> work)
    {
        await _gate.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            if (_state >= 0)
                _gate.Release();
        }
    }

    // Silent: the release is next, whatever the timer does.
    async Task AfterTimer(Func<Task> work, Timer timer)
    {
        await _gate.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            timer.Change(0, 1000);
            _gate.Release();
        }
    }

    // Silent: a releaser gives it back.
    async Task<IDisposable> LockAsync()
    {
        await _gate.WaitAsync();
        return new Releaser(_gate);
    }

    private sealed class Releaser(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}

// Silent: entering and leaving are two methods on purpose.
sealed class Pair
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task<bool> EnterAsync(Func<Task<bool>> check)
    {
        await _gate.WaitAsync();
        if (await check())
            return true;
        _gate.Release();
        return false;
    }

    public void Exit() => _gate.Release();
}

// Silent: signals, not guards. One waits, another one releases.
sealed class Signals
{
    private readonly SemaphoreSlim _ready = new(0);
    private readonly SemaphoreSlim _slots = new(4);
    private readonly Queue<int> _items = [];

    public void Put(int item)
    {
        _items.Enqueue(item);
        _ready.Release();
    }

    public async Task<int> TakeAsync(CancellationToken token)
    {
        await _ready.WaitAsync(token);
        return _items.Dequeue();
    }

    // Silent: a throttle; the work gives its place back when it is done.
    public async Task RunAll(IEnumerable<Func<Task>> work)
    {
        var tasks = new List<Task>();
        foreach (var job in work)
        {
            await _slots.WaitAsync();
            tasks.Add(Task.Run(async () =>
            {
                try
                {
                    await job();
                }
                finally
                {
                    _slots.Release();
                }
            }));
        }

        await Task.WhenAll(tasks);
    }

    public async Task RunByMethod(IEnumerable<Func<Task>> work)
    {
        using var throttle = new SemaphoreSlim(2);
        var tasks = new List<Task>();
        foreach (var job in work)
        {
            await throttle.WaitAsync();
            tasks.Add(RunAsync(job, throttle));
        }

        await Task.WhenAll(tasks);
    }

    private static async Task RunAsync(Func<Task> job, SemaphoreSlim throttle)
    {
        try
        {
            await job();
        }
        finally
        {
            throttle.Release();
        }
    }
}

// Silent: the helper that it calls releases it.
sealed class WithHelper
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task WorkAsync(Func<Task> work)
    {
        await _gate.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            Leave();
        }
    }

    private void Leave() => _gate.Release();
}
