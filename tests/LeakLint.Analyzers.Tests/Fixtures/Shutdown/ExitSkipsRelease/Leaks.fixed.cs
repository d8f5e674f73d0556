// output: program
using System.Diagnostics;

await using var log = new StreamWriter("log.txt");
await log.WriteLineAsync("started");

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: tool <path>");
    return 64;
}

await log.WriteLineAsync(args[0]);
Pack(args[0]);
RunServer(args[0]);

static void Pack(string path)
{
    using (var file = File.Create(path + ".out"))
    {
        if (path.Length > 200)
        {
            file.Dispose();
            Environment.Exit(1);
        }
        file.WriteByte(1);
    }
}

static void RunServer(string path)
{
    var server = Process.Start(path);
    try
    {
        if (server.WaitForExit(1000))
            Environment.Exit(2);
    }
    catch (InvalidOperationException)
    {
        Environment.FailFast("no server");
    }
    finally
    {
        server.Kill(entireProcessTree: true);
        server.Dispose();
    }
}
return 0;

sealed class Workspace : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory().FullName;

    public void Check()
    {
        using var inner = new Workspace();
        if (inner._path.Length == 0)
        {
            inner.Dispose();
            Environment.Exit(1);
        }
    }

    public void Write()
    {
        var writer = new StreamWriter(_path);
        if (_path.Length > 100)
        {
            writer.Dispose();
            Environment.Exit(1);
        }
        writer.Dispose();
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
