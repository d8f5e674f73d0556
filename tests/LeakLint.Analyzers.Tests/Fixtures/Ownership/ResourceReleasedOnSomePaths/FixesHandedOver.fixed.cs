using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

// What is handed over on one path is released on the others only.
sealed class HandedOver : IDisposable
{
    private readonly List<Socket> _listeners = [];
    private FileStream? _current;

    // What follows the branch is reached with the socket in the list, too.
    void ListensWhereItCan(bool starts)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.NoDelay = true;
        if (starts)
        {
            _listeners.Add(socket);
        }
        else
        {
            socket.Dispose();
        }
    }

    void ListensWithoutBraces(bool starts)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (starts)
            _listeners.Add(socket);
        else
            socket.Dispose();
        Console.WriteLine(_listeners.Count);
    }

    // Two branches may hand it over: there is no one place for the release.
    void ListensInEitherCase(bool starts, bool waits)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (starts)
            _listeners.Add(socket);
        if (waits)
            _listeners.Add(socket);
    }

    // What fails is caught by a clause that cannot see the file.
    async Task<Stream> OpensAndNotes(string path)
    {
        try
        {
            var file = File.OpenRead(path);
            try
            {
                await Task.Delay(file.CanSeek ? 1 : 2);
            }
            catch
            {
                file.Dispose();
                throw;
            }
            return file;
        }
        catch (FileNotFoundException exception)
        {
            throw new ArgumentException(path, exception);
        }
    }

    // The rethrow is the exit, not the end of the method.
    void ClosesTheWrongOne(string path)
    {
        var next = File.OpenRead(path);
        try
        {
            Check(next.Length);
        }
        catch
        {
            _current?.Dispose();
            next.Dispose();
            throw;
        }

        _current = next;
    }

    // Started work releases it: a using here would do so before that has begun.
    void WorksInTheBackground(string path, bool isNeeded)
    {
        var file = File.OpenRead(path);
        if (!isNeeded)
        {
            Console.WriteLine("not needed");
            file.Dispose();
            return;
        }

        ReadAsync(file).ContinueWith(Report, TaskContinuationOptions.OnlyOnFaulted);
    }

    // One using instead of two.
    void NestsUsings(string path, bool isNeeded)
    {
        using var file = File.OpenRead(path);
        if (!isNeeded)
            return;

        try
        {
            using (var reader = new StringReader(path))
            {
                Check(file.Length + reader.Read());
            }
        }
        catch (IOException)
        {
            Console.WriteLine(path);
        }
    }

    // It may hold the input of the console, which is not ours.
    long ReadsSomething(string? path)
    {
        TextReader reader = Console.In;
        if (path != null)
            reader = new StreamReader(path);
        return reader.ReadToEnd().Length;
    }

#nullable disable
    // Where the certificate was not loaded there is none.
    void TakesCertificates(byte[] data, bool isSecure, Action<IDisposable> keep)
    {
        X509Certificate2 certificate = null;
        if (isSecure)
            certificate = X509CertificateLoader.LoadCertificate(data);
        if (_listeners.Count > 0)
        {
            _kept = certificate;
        }
    }

    private X509Certificate2 _kept;
#nullable restore

    public void Dispose()
    {
        _current?.Dispose();
        _kept?.Dispose();
        _listeners.ForEach(listener => listener.Dispose());
    }

    private static async Task ReadAsync(FileStream file)
    {
        using (file)
            await file.ReadExactlyAsync(new byte[8]);
    }

    private static void Report(Task task) => Console.WriteLine(task.Exception);

    private static void Check(long length)
    {
        if (length == 0)
            throw new InvalidDataException();
    }
}

// No fix: what fails behind the block would lose it all the same.
sealed class HandedToPool(string host, int size) : IDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentBag<System.Net.Sockets.TcpClient> _idle = [];

    public async Task<int> AskAsync(byte[] question)
    {
        if (!_idle.TryTake(out var client))
        {
            client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync(host, 80);
        }

        var stream = client.GetStream();
        await stream.WriteAsync(question);
        var answer = stream.ReadByte();
        if (_idle.Count < size)
            _idle.Add(client);
        return answer;
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var client))
            client.Dispose();
    }
}
