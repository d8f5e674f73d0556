// output: program
using var stop = new CancellationTokenSource();
// Silent: it only tells; nothing is lost.
AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.Error.WriteLine("bye");
// Silent: the key stops the work in order; a tool that is killed has nothing else to do.
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
// Silent: what the key stops first is a host of another assembly, and then only the program itself.
var presses = 0;
var server = new Server();
Console.CancelKeyPress += (_, _) =>
{
    if (++presses == 1)
        Task.Run(async () => await server.StopAsync()).GetAwaiter().GetResult();
    else
        System.Diagnostics.Process.GetCurrentProcess().Kill();
};
await Task.Delay(1000, stop.Token);

sealed class Server
{
    public Task StopAsync() => Task.CompletedTask;
}

sealed class Screen
{
    // Silent: what is written to the console is there already.
    public void Begin() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => Console.Out.Flush();
}

sealed class Door
{
    public event EventHandler? ProcessExit;

    // Silent: an event of the same name.
    public void Open(Stream stream) => ProcessExit += (_, _) => stream.Close();

    public void Leave() => ProcessExit?.Invoke(this, EventArgs.Empty);
}
