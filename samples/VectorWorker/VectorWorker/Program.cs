using System.Diagnostics;

namespace VectorWorker;

/// <summary>Does what it is told on standard input, one command a line, until that ends.</summary>
internal static class Program
{
    private static Process? s_searchServer;

    private static async Task<int> Main(string[] args)
    {
        if (args is not [var serverAssembly, var journal])
        {
            await Console.Error.WriteLineAsync("usage: VectorWorker SERVER.dll JOURNAL");
            return 2;
        }

        var servers = new ServerCommands(serverAssembly);
        var worker = new WorkerService(servers);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => worker.ShutdownAsync().GetAwaiter().GetResult();
        await worker.StartAsync(journal);

        s_searchServer = Process.Start(servers.Search(journal))!;
        var commands = new CommandLoop(worker, new SearchClient(s_searchServer.StandardInput, s_searchServer.StandardOutput));
        await commands.RunAsync(Console.In, Console.Out);
        return 0;
    }
}
