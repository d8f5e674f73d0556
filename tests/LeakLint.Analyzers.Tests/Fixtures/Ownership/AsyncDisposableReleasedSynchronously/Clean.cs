using System.Text.Json;
using Microsoft.AspNetCore.Http;

sealed class Session : IAsyncDisposable, IDisposable
{
    private readonly Stream _wire = new FileStream("wire", FileMode.Open);

    public Task<int> AskAsync(string text) => Task.FromResult(text.Length);

    public Task CloseAsync() => Task.Delay(1);

    public void Dispose() => _wire.Dispose();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _wire.DisposeAsync();
    }
}

// Silent: the asynchronous release is only the synchronous one.
sealed class Fallback : IAsyncDisposable, IDisposable
{
    private readonly FileStream _file = File.OpenRead("x");

    public void Dispose() => _file.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

sealed class ShortFallback : IAsyncDisposable, IDisposable
{
    private readonly FileStream _file = File.OpenRead("x");

    public void Dispose() => _file.Dispose();

    public ValueTask DisposeAsync() => new(Task.Run(Dispose));
}

// Silent: both release the same, and a stream is flushed by either.
class Both : IAsyncDisposable, IDisposable
{
    private readonly FileStream _file = File.OpenRead("x");

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore().ConfigureAwait(false);
        Dispose(false);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
    }

    protected virtual async ValueTask DisposeAsyncCore() => await _file.DisposeAsync().ConfigureAwait(false);
}

// Silent: both close it.
sealed class Closing(Session session) : IAsyncDisposable, IDisposable
{
    public void Close() => session.Dispose();

    public Task CloseAsync() => session.CloseAsync();

    public void Dispose() => Close();

    public async ValueTask DisposeAsync() => await CloseAsync();
}

sealed class Carrier(IDisposable inner) : IAsyncDisposable, IDisposable
{
    public void Dispose() => inner.Dispose();

    public async ValueTask DisposeAsync()
    {
        if (inner is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            inner.Dispose();
    }
}

sealed class Clean(Session kept) : IAsyncDisposable, IDisposable
{
    async Task Awaited()
    {
        await using var session = new Session();
        await session.AskAsync("x");
    }

    async Task Fallbacks()
    {
        using var fallback = new Fallback();
        using var other = new ShortFallback();
        using var both = new Both();
        using var carrier = new Carrier(fallback);
        using var closing = new Closing(kept);
        await Task.Yield();
    }

    // Silent: disposing these asynchronously does nothing that matters here.
    async Task Bcl(Stream given, CancellationToken token)
    {
        using var memory = new MemoryStream();
        using var reader = new StreamReader(given);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var registration = token.Register(() => { });
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        using var file = File.OpenRead("x");
        using var json = new Utf8JsonWriter(memory);
        await given.CopyToAsync(memory, linked.Token);
    }

    // Silent: nothing here can await.
    void Synchronous()
    {
        using var session = new Session();
    }

    int InSynchronousLambda(Func<Func<int>, int> run) => run(() =>
    {
        using var session = new Session();
        return 1;
    });

    async Task InLock(object gate)
    {
        lock (gate)
        {
            kept.Dispose();
        }

        await Task.Yield();
    }

    Task<bool> WithOut(out int length)
    {
        using var session = new Session();
        length = 1;
        return Task.FromResult(true);
    }

    // Silent: what the asynchronous release does is done.
    async Task ClosedBefore()
    {
        var session = new Session();
        try
        {
            await session.AskAsync("x");
            await session.CloseAsync();
        }
        finally
        {
            session.Dispose();
        }
    }

    // Silent: only the interface is known, and it has one release.
    async Task Interface(IDisposable something)
    {
        using (something)
            await Task.Yield();
    }

    // Silent: it flushes itself.
    async Task Response(HttpContext http)
    {
        using var writer = new StreamWriter(http.Response.Body);
        await writer.WriteAsync("x");
        await writer.FlushAsync();
    }

    // Silent: a release that has to be synchronous.
    public void Dispose() => kept.Dispose();

    // Silent: its own release, as the fallback.
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
