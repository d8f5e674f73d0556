using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

// Shapes that were reported wrongly on real code once.

/// <summary>Opens a file and closes it.</summary>
class Real : IAsyncDisposable
{
    private readonly FileStream _file = File.OpenRead("x");

    public virtual ValueTask DisposeAsync() => _file.DisposeAsync();
}

/// <summary>Only forwards to what it was lent.</summary>
sealed class View(Real real) : IAsyncDisposable
{
    public int Context { get; set; }

    public ValueTask DisposeAsync() => real.DisposeAsync();
}

/// <summary>A stream that holds nothing and adds no release.</summary>
sealed class Window(byte[] bytes) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => bytes.Length;
    public override long Position { get; set; }
    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => 0;
    public override long Seek(long offset, SeekOrigin origin) => 0;
    public override void SetLength(long value) { }
    public override void Write(byte[] buffer, int offset, int count) { }
}

/// <summary>Hands its stream to its base.</summary>
sealed class CopyWriter(object target, Stream raw) : StreamWriter(raw)
{
    public object Target { get; } = target;
}

sealed class Link : IDisposable
{
    private readonly FileStream _file = File.OpenRead("x");

    public event EventHandler<Exception>? Closed;

    public void Fail(Exception reason) => FailCore(reason);

    public void Dispose() => _file.Dispose();

    private void FailCore(Exception reason)
    {
        Closed?.Invoke(this, reason);
        Dispose();
    }
}

sealed class Pipe
{
    public event EventHandler<Exception>? Closed;

    public void Break() => Closed?.Invoke(this, new IOException());
}

sealed class Edges
{
    // Silent: releasing the view would release what somebody else owns.
    async Task ViewsOfOne(Real real)
    {
        for (var i = 0; i < 3; i++)
        {
            var view = new View(real) { Context = i };
            await Use(view);
        }
    }

    // Silent: there is nothing to release.
    void WindowIntoMemory(Stream target, byte[] bytes) => new Window(bytes).CopyTo(target);

    // Silent: the writer owns the stream, and the writer is released.
    void WriterOverNewStream(string path)
    {
        var raw = File.Create(path);
        using var writer = new CopyWriter(path, raw);
        writer.Write("x");
    }

    // Silent: the handler ends the link, by way of a local function and two methods.
    async Task EndedByHandler(Pipe pipe)
    {
        var link = new Link();
        pipe.Closed += (_, reason) => OnClosed(reason);
        await Task.Yield();

        void OnClosed(Exception reason) => link.Fail(reason);
    }

    // Silent: when the list is empty there is nothing to release.
    List<TcpClient> FilledList(string[] hosts)
    {
        var clients = new List<TcpClient>();
        try
        {
            foreach (var host in hosts)
                clients.Add(new TcpClient(host, 80));
            if (clients.Count == 0)
                throw new InvalidOperationException("no host");
            return clients;
        }
        catch
        {
            foreach (var client in clients)
                client.Dispose();
            throw;
        }
    }

    // No resource is lost: a task that did not succeed gave nothing.
    async Task<FileStream?> SucceededOrNothing(Func<Task<FileStream>> unused, string path)
    {
        var opening = OpenAsync(path);
        await Task.WhenAny(opening, Task.Delay(10)); // want LEAK5005: opening
        if (!opening.IsCompletedSuccessfully)
            return null;
        return await opening;
    }

    // Silent: the context keeps the certificate.
    SslStreamCertificateContext KeptByContext(byte[] pfx)
    {
        var certificate = X509CertificateLoader.LoadPkcs12(pfx, null);
        return SslStreamCertificateContext.Create(certificate, null);
    }

    // Silent: asked twice for the same null, and released under the same answer.
    void AskedTwice(string? path)
    {
        FileStream? file = null;
        if (path is not null)
            file = File.OpenRead(path);
        Console.WriteLine(path);
        if (path is not null)
            file!.Dispose();
    }

    private static Task Use(View view) => Task.FromResult(view.Context);

    private static async Task<FileStream> OpenAsync(string path)
    {
        await Task.Yield();
        return File.OpenRead(path);
    }
}
