using System.Net.Sockets;

sealed class Clean
{
    private readonly List<Task> _pending = [];

    // Silent: awaited inside.
    async Task Awaited(byte[] bytes)
    {
        using var udp = new UdpClient("localhost", 8125);
        await udp.SendAsync(bytes, bytes.Length);
    }

    // Silent: awaited inside, then returned.
    async Task<string> AwaitedReturn(string path)
    {
        using var reader = new StreamReader(path);
        return await reader.ReadToEndAsync();
    }

    // Silent: waited for.
    int Waited(byte[] bytes)
    {
        using var udp = new UdpClient("localhost", 8125);
        return udp.SendAsync(bytes, bytes.Length).Result;
    }

    // Silent: the scope waits for something afterwards.
    async Task WaitedLater(byte[] bytes)
    {
        using var udp = new UdpClient("localhost", 8125);
        _ = udp.SendAsync(bytes, bytes.Length);
        await Task.Delay(1000);
    }

    // Silent: the result was there before the release.
    Task<long> Finished(string path)
    {
        using var file = File.OpenRead(path);
        return Task.FromResult(file.Length);
    }

    // Silent: the task does not use the resource, only what was read of it.
    Task Unrelated(string path)
    {
        using var reader = new StreamReader(path);
        return File.WriteAllTextAsync("copy", reader.ReadToEnd());
    }

    // Silent: the resource lives longer than this method.
    Task Parameter(Stream file, byte[] bytes) => file.WriteAsync(bytes, 0, bytes.Length);

    // Silent: kept; whoever keeps it may wait for it.
    void Kept(byte[] bytes)
    {
        using var file = File.Create("copy");
        _pending.Add(file.WriteAsync(bytes, 0, bytes.Length));
        Task.WaitAll([.. _pending]);
    }

    // Silent: a token works after its source was released.
    Task Token(TimeSpan wait)
    {
        using var source = new CancellationTokenSource(wait);
        return Task.Delay(wait, source.Token);
    }

    // Silent: the lambda makes and releases its own.
    void OwnInLambda(byte[] bytes) => _ = Task.Run(async () =>
    {
        using var file = File.Create("copy");
        await file.WriteAsync(bytes);
    });

    // Silent: the task was started before the resource was made.
    Task Before(byte[] bytes, Stream other)
    {
        var writing = other.WriteAsync(bytes, 0, bytes.Length);
        using var file = File.Create("copy");
        file.Write(bytes);
        return writing;
    }
}

// Silent: the scope ends after the service is done, or belongs to somebody else.
sealed class Registration(IServiceScopeFactory scopes)
{
    public async Task Waits()
    {
        using var scope = scopes.CreateScope();
        var sender = scope.ServiceProvider.GetRequiredService<Messenger>();
        await sender.SendAsync();
    }

    public Task OfOther(IServiceScope scope)
    {
        var sender = scope.ServiceProvider.GetRequiredService<Messenger>();
        return sender.SendAsync();
    }

    public void WaitsLater()
    {
        using var scope = scopes.CreateScope();
        var sender = scope.ServiceProvider.GetRequiredService<Messenger>();
        _ = sender.SendAsync();
        sender.SendAsync().Wait();
    }
}

sealed class Messenger
{
    public Task SendAsync() => Task.Delay(10);
}

// Silent: the work is done when its task is given.
sealed class Decoder
{
    public Task<int> DecodeAsync(string path)
    {
        using var stream = File.OpenRead(path);
        return DecodeAsync(stream);
    }

    private static Task<int> DecodeAsync(Stream stream)
    {
        if (stream.Length == 0)
            return Task.FromResult(0);
        return Task.FromResult(stream.ReadByte());
    }
}

// Silent: each path looks at the task before it leaves, or leaves before there is one.
public sealed class CarefulIntake(Func<Stream, Task<string>> put, Func<string, Task<bool>> isClean)
{
    public async Task<string?> TakeIn(string path)
    {
        await using var content = File.OpenRead(path);
        if (content.Length == 0)
            return null;
        var upload = put.Invoke(content);
        if (!await isClean(path))
        {
            await upload;
            return null;
        }

        return await upload;
    }

    // A return of a function in between is none of this one.
    public async Task<string> WithFunction(string path)
    {
        await using var content = File.OpenRead(path);
        var upload = put.Invoke(content);
        Func<string, string> name = given =>
        {
            return given.Trim();
        };
        return name(await upload);
    }
}
