// output: program
using System.Diagnostics;

// Silent: nothing is open yet.
if (args.Length == 0)
    Environment.Exit(64);

// Silent: a reader loses nothing, and the system closes the file.
using var reader = new StreamReader(args[0]);
if (reader.Peek() < 0)
    Environment.Exit(65);

using var writer = new StreamWriter(args[0] + ".out");
if (reader.ReadLine() is not { } line)
{
    // Silent: all is written out before.
    writer.Flush();
    Environment.Exit(66);
}

writer.WriteLine("done");
Scoped(args[0]);

static void Scoped(string path)
{
    using (var file = File.Create(path))
        file.WriteByte(1);

    // Silent: the file is closed already.
    if (path.Length > 200)
        Environment.Exit(1);

    try
    {
        Console.WriteLine(path);
    }
    finally
    {
        // Silent: it is the release itself that ends the process.
        Environment.Exit(0);
    }
}

sealed class Watch
{
    public void Look(string name)
    {
        // Silent: the handle of a process is not the process; the child goes on with or without it.
        using var process = Process.GetProcessesByName(name)[0];
        if (process.HasExited)
            Environment.Exit(1);

        using var log = new StreamWriter(name);
        log.WriteLine(process.Id);

        // Silent: it is meant to end at once, and to leave everything as it is.
        if (process.Id == 0)
            Environment.FailFast("impossible");
    }
}
