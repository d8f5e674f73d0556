using System.Diagnostics;

// Where a using declaration may not stand as it is, and what it may not disturb.
sealed class FixesPlaces
{
    // Two in one declaration: each gets its own.
    static int TwoInOneDeclaration(string left, string right)
    {
        FileStream first = File.OpenRead(left), second = File.OpenRead(right); // want LEAK1001: first // want LEAK1001: second
        return first.ReadByte() + second.ReadByte();
    }

    // A switch section may not declare a using variable: it gets braces.
    static int SwitchSection(int kind, string path)
    {
        switch (kind)
        {
            case 1:
            case 2:
                var file = File.OpenRead(path); // want LEAK1001: file
                return file.ReadByte();
            default:
                return -1;
        }
    }

    // Comments stay where they are.
    static long Commented(string path)
    {
        // before
        var file = File.OpenRead(path); // want LEAK1001: file
        /* between */
        return file.Length; // after
    }

    static Func<long> Lambda(string path) => () =>
    {
        var file = File.OpenRead(path); // want LEAK1001: file
        return file.Length;
    };

    static long LocalFunction(string path)
    {
        return Measure();

        long Measure()
        {
            var file = File.OpenRead(path); // want LEAK1001: file
            return file.Length;
        }
    }

    static long OneLine(string path) { var file = File.OpenRead(path); return file.Length; } // want LEAK1001: file

    // The file must stay open until the task is done, so the method awaits it.
    static Task<int> ReturnedTask(string path, Memory<byte> buffer)
    {
        var file = File.OpenRead(path); // want LEAK1001: file
        if (buffer.IsEmpty)
            return Task.FromResult(0);
        return file.ReadAsync(buffer).AsTask();
    }

    // Nothing runs on: the method stays as it is.
    static Task<long> ReturnedResult(string path)
    {
        var file = File.OpenRead(path); // want LEAK1001: file
        return Task.FromResult(file.Length);
    }

    static async Task<int> Directives(string command)
    {
        var child = Process.Start(command); // want LEAK1001: child
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
        var file = File.OpenRead(path); // want LEAK1001: file
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
            var peer = new System.Net.Sockets.UdpClient(served); // want LEAK1001: peer
            _ = Task.Run(() => Answer(peer)); // want LEAK5001: Task.Run
        }
    }

    static async Task Answer(System.Net.Sockets.UdpClient peer)
    {
        var asked = await peer.ReceiveAsync();
        await peer.SendAsync(asked.Buffer, asked.RemoteEndPoint);
    }
}
