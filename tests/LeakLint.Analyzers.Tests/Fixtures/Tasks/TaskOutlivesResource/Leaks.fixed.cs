using System.Net.Sockets;

sealed class Leaks
{
    async Task Discarded(byte[] bytes)
    {
        using var udp = new UdpClient("localhost", 8125);
        await udp.SendAsync(bytes, bytes.Length);
    }

    async Task Dropped(byte[] bytes)
    {
        using (var file = new FileStream("a", FileMode.Create))
        {
            await file.WriteAsync(bytes, 0, bytes.Length);
        }
    }

    async Task<string> Returned(string path)
    {
        using var reader = new StreamReader(path);
        return await reader.ReadToEndAsync();
    }

    async Task ReturnedConfigured(Stream from)
    {
        using var to = File.Create("copy");
        await from.CopyToAsync(to);
    }

    async ValueTask ReturnedValueTask(ReadOnlyMemory<byte> bytes)
    {
        using var file = File.Create("copy");
        await file.WriteAsync(bytes);
    }

    async Task Captured(byte[] bytes)
    {
        using var file = File.Create("copy");
        await Task.Run(() => file.Write(bytes));
    }

    async Task OfScope(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<Sender>().SendAsync();
    }

    async Task ReleasedByFinally(Stream from)
    {
        var to = File.Create("copy");
        try
        {
            await from.CopyToAsync(to);
            return;
        }
        finally
        {
            to.Dispose();
        }
    }
}

sealed class Sender
{
    public Task SendAsync() => Task.Delay(10);
}

sealed class SignUp(IServiceScopeFactory scopes)
{
    public async Task Register()
    {
        using var scope = scopes.CreateScope();
        var sender = scope.ServiceProvider.GetRequiredService<Sender>();
        await sender.SendAsync();
    }
}

// The task is kept to be awaited at the end, and one path leaves before.
public sealed class Intake(Func<Stream, Task<string>> put, Func<string, Task<bool>> isClean)
{
    public async Task<string?> TakeIn(string path)
    {
        await using var content = File.OpenRead(path);
        var upload = put.Invoke(content);
        if (!await isClean(path))
            return null;
        return await upload;
    }

    public async Task<string> TakeInOrThrow(string path)
    {
        using (var content = File.OpenRead(path))
        {
            var upload = put.Invoke(content);
            if (!await isClean(path))
                throw new InvalidDataException(path);
            return await upload;
        }
    }
}
