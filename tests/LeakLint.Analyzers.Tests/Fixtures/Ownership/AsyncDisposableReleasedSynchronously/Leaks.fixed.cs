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
        await using var session = new Session();
        return await session.AskAsync("x");
    }

    async Task<int> UsingStatement()
    {
        await using (var session = new Session())
        {
            return await session.AskAsync("x");
        }
    }

    async Task OfSomebodyElse(Session given)
    {
        await using (given)
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
            await session.DisposeAsync();
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
            if (worker is not null)
            {
                await worker.DisposeAsync();
            }
        }
    }

    // It may be async: nothing but its own choice keeps it from awaiting.
    public async Task StopAsync(CancellationToken token)
    {
        await kept.DisposeAsync();
    }

    public async ValueTask StopLaterAsync()
    {
        await kept.DisposeAsync();
    }

    async Task<int> AnswerThatIsThere()
    {
        await using var worker = new Worker();
        return 1;
    }

    void InLambda(List<Func<Task>> work)
    {
        work.Add(async () =>
        {
            await using var worker = new Worker();
            await Task.Yield();
        });
        work.Add(async () => await kept.DisposeAsync());
    }

    async Task InLocalFunction()
    {
        await Run();

        static async Task Run()
        {
            await using var worker = new Worker();
            await Task.Yield();
        }
    }

    async Task Inherited()
    {
        await using var channel = new RemoteChannel();
        await channel.HangUpAsync();
    }

    async Task Services(IServiceCollection services)
    {
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Session>().AskAsync("x");
    }

    // Dispose writes what is left, and the server does not allow that synchronously.
    async Task Response(HttpContext http, byte[] rows)
    {
        await using var writer = new StreamWriter(http.Response.Body, Encoding.UTF8);
        await writer.WriteAsync(rows.Length.ToString());
        await using (var json = new Utf8JsonWriter(http.Response.Body))
            json.WriteNumberValue(rows.Length);
    }

    async IAsyncEnumerable<int> Iterator()
    {
        await using var session = new Session();
        yield return await session.AskAsync("x");
    }

    async void Clicked(object? sender, EventArgs e)
    {
        await using var session = new Session();
        await session.AskAsync("x");
    }
}
