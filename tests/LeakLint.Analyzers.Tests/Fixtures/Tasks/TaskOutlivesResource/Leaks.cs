using System.Net.Sockets;

sealed class Leaks
{
    void Discarded(byte[] bytes)
    {
        using var udp = new UdpClient("localhost", 8125);
        _ = udp.SendAsync(bytes, bytes.Length); // want LEAK5004: 'udp'
    }

    void Dropped(byte[] bytes)
    {
        using (var file = new FileStream("a", FileMode.Create))
        {
            file.WriteAsync(bytes, 0, bytes.Length); // want LEAK5004: 'file'
        }
    }

    Task<string> Returned(string path)
    {
        using var reader = new StreamReader(path);
        return reader.ReadToEndAsync(); // want LEAK5004: 'reader'
    }

    Task ReturnedConfigured(Stream from)
    {
        using var to = File.Create("copy");
        return from.CopyToAsync(to); // want LEAK5004: 'to'
    }

    ValueTask ReturnedValueTask(ReadOnlyMemory<byte> bytes)
    {
        using var file = File.Create("copy");
        return file.WriteAsync(bytes); // want LEAK5004: 'file'
    }

    void Captured(byte[] bytes)
    {
        using var file = File.Create("copy");
        _ = Task.Run(() => file.Write(bytes)); // want LEAK5004: 'file'
    }

    Task OfScope(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<Sender>().SendAsync(); // want LEAK5004: 'scope'
    }

    Task ReleasedByFinally(Stream from)
    {
        var to = File.Create("copy");
        try
        {
            return from.CopyToAsync(to); // want LEAK5004: 'to'
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
    public Task Register()
    {
        using var scope = scopes.CreateScope();
        var sender = scope.ServiceProvider.GetRequiredService<Sender>();
        return sender.SendAsync(); // want LEAK5004: 'scope'
    }
}

// The task is kept to be awaited at the end, and one path leaves before.
public sealed class Intake(Func<Stream, Task<string>> put, Func<string, Task<bool>> isClean)
{
    public async Task<string?> TakeIn(string path)
    {
        await using var content = File.OpenRead(path); // also
        var upload = put.Invoke(content); // want LEAK5004: content
        if (!await isClean(path))
            return null;
        return await upload;
    }

    public async Task<string> TakeInOrThrow(string path)
    {
        using (var content = File.OpenRead(path)) // also
        {
            var upload = put.Invoke(content); // want LEAK5004: content
            if (!await isClean(path))
                throw new InvalidDataException(path);
            return await upload;
        }
    }
}
