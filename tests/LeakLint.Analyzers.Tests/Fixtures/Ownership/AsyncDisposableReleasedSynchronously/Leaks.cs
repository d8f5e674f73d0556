using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

sealed class Session : IAsyncDisposable, IDisposable
{
    private readonly Stream _wire = new FileStream("wire", FileMode.Open);

    public Task SayGoodbyeAsync() => Task.Delay(1);

    public Task<int> AskAsync(string text) => Task.FromResult(text.Length);

    public void Dispose() => _wire.Dispose();

    public async ValueTask DisposeAsync()
    {
        await SayGoodbyeAsync();
        await _wire.DisposeAsync();
    }
}

// The loop of the worker is awaited by the asynchronous release only.
sealed class Worker : IAsyncDisposable, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public Worker() => _loop = RunAsync(_stop.Token);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    private static Task RunAsync(CancellationToken token) => Task.Delay(Timeout.Infinite, token);
}

// The synchronous release blocks on the asynchronous one.
abstract class Channel : IAsyncDisposable, IDisposable
{
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync() => await DisposeAsyncCore().ConfigureAwait(false);

    protected virtual ValueTask DisposeAsyncCore() => default;
}

sealed class RemoteChannel : Channel
{
    public Task HangUpAsync() => Task.Delay(1);

    protected override async ValueTask DisposeAsyncCore() => await HangUpAsync();
}

sealed class Leaks(Session kept)
{
    async Task<int> UsingDeclaration()
    {
        using var session = new Session(); // want LEAK1008: session
        return await session.AskAsync("x");
    }

    async Task<int> UsingStatement()
    {
        using (var session = new Session()) // want LEAK1008: session
        {
            return await session.AskAsync("x");
        }
    }

    async Task OfSomebodyElse(Session given)
    {
        using (given) // want LEAK1008: given
        {
            await given.AskAsync("x");
        }
    }

    async Task InFinally(string text)
    {
        var session = new Session();
        try
        {
            await session.AskAsync(text);
        }
        finally
        {
            session.Dispose(); // want LEAK1008: session
        }
    }

    async Task Nullable(bool wanted)
    {
        var worker = wanted ? new Worker() : null;
        try
        {
            await Task.Yield();
        }
        finally
        {
            worker?.Dispose(); // want LEAK1008: worker
        }
    }

    // It may be async: nothing but its own choice keeps it from awaiting.
    public Task StopAsync(CancellationToken token)
    {
        kept.Dispose(); // want LEAK1008: kept
        return Task.CompletedTask;
    }

    public ValueTask StopLaterAsync()
    {
        kept.Dispose(); // want LEAK1008: kept
        return default;
    }

    Task<int> AnswerThatIsThere()
    {
        using var worker = new Worker(); // want LEAK1008: worker
        return Task.FromResult(1);
    }

    void InLambda(List<Func<Task>> work)
    {
        work.Add(async () =>
        {
            using var worker = new Worker(); // want LEAK1008: worker
            await Task.Yield();
        });
        work.Add(async () => kept.Dispose()); // want LEAK1008: kept
    }

    async Task InLocalFunction()
    {
        await Run();

        static async Task Run()
        {
            using var worker = new Worker(); // want LEAK1008: worker
            await Task.Yield();
        }
    }

    async Task Inherited()
    {
        using var channel = new RemoteChannel(); // want LEAK1008: channel
        await channel.HangUpAsync();
    }

    async Task Services(IServiceCollection services)
    {
        using var provider = services.BuildServiceProvider(); // want LEAK1008: provider
        using var scope = provider.CreateAsyncScope(); // want LEAK1008: scope
        await scope.ServiceProvider.GetRequiredService<Session>().AskAsync("x");
    }

    // Dispose writes what is left, and the server does not allow that synchronously.
    async Task Response(HttpContext http, byte[] rows)
    {
        using var writer = new StreamWriter(http.Response.Body, Encoding.UTF8); // want LEAK1008: writer
        await writer.WriteAsync(rows.Length.ToString());
        using (var json = new Utf8JsonWriter(http.Response.Body)) // want LEAK1008: json
            json.WriteNumberValue(rows.Length);
    }

    async IAsyncEnumerable<int> Iterator()
    {
        using var session = new Session(); // want LEAK1008: session
        yield return await session.AskAsync("x");
    }

    async void Clicked(object? sender, EventArgs e)
    {
        using var session = new Session(); // want LEAK1008: session
        await session.AskAsync("x");
    }
}
