using System.Diagnostics;

// Where a using declaration may not stand as it is, and what it may not disturb.
sealed class FixesPlaces
{
    // Two in one declaration: each gets its own.
    static int TwoInOneDeclaration(string left, string right)
    {
        using FileStream first = File.OpenRead(left);
        using FileStream second = File.OpenRead(right);
        return first.ReadByte() + second.ReadByte();
    }

    // A switch section may not declare a using variable: it gets braces.
    static int SwitchSection(int kind, string path)
    {
        switch (kind)
        {
            case 1:
            case 2:
            {
                using var file = File.OpenRead(path);
                return file.ReadByte();
            }
            default:
                return -1;
        }
    }

    // Comments stay where they are.
    static long Commented(string path)
    {
        // before
        using var file = File.OpenRead(path);
        /* between */
        return file.Length; // after
    }

    static Func<long> Lambda(string path) => () =>
    {
        using var file = File.OpenRead(path);
        return file.Length;
    };

    static long LocalFunction(string path)
    {
        return Measure();

        long Measure()
        {
            using var file = File.OpenRead(path);
            return file.Length;
        }
    }

    static long OneLine(string path) { using var file = File.OpenRead(path); return file.Length; }

    // The file must stay open until the task is done, so the method awaits it.
    static async Task<int> ReturnedTask(string path, Memory<byte> buffer)
    {
        using var file = File.OpenRead(path);
        if (buffer.IsEmpty)
            return 0;
        return await file.ReadAsync(buffer).AsTask();
    }

    // Nothing runs on: the method stays as it is.
    static Task<long> ReturnedResult(string path)
    {
        using var file = File.OpenRead(path);
        return Task.FromResult(file.Length);
    }

    static async Task<int> Directives(string command)
    {
        using var child = Process.Start(command);
#if DEBUG
        Console.WriteLine(child.Id);
#endif
        await child.WaitForExitAsync();
        return child.ExitCode;
    }

    // A parameter by reference forbids async, so no fix is offered.
    static Task<int> ByReference(string path, Memory<byte> buffer, ref int calls)
    {
        calls++;
        var file = File.OpenRead(path);
        return file.ReadAsync(buffer).AsTask();
    }
}

// No fix: a using would end while the task still works.
sealed class Dispatching
{
    static async Task Run(System.Net.Sockets.TcpListener listener)
    {
        await Task.Yield();
        for (var served = 0; served < 3; served++)
        {
            var peer = new System.Net.Sockets.UdpClient(served);
            _ = Task.Run(() => Answer(peer));
        }
    }

    static async Task Answer(System.Net.Sockets.UdpClient peer)
    {
        var asked = await peer.ReceiveAsync();
        await peer.SendAsync(asked.Buffer, asked.RemoteEndPoint);
    }
}
