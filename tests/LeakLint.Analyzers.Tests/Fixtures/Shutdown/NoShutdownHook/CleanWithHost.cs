// output: program
using System.Diagnostics;

var app = WebApplication.Create(args);
var poller = new Poller();
// Silent: it is stopped with the host.
app.Lifetime.ApplicationStarted.Register(poller.Start);
app.Lifetime.ApplicationStopping.Register(poller.Stop);
// Silent: nothing is started that has a stop.
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("up"));
// Silent: ended when the host stops.
Server.Child = Process.Start("uvx");
app.Lifetime.ApplicationStopping.Register(() => Server.Child?.Kill());
app.Run();

static class Server
{
    public static Process? Child { get; set; }
}

sealed class Poller
{
    private Thread? _thread;
    private bool _ends;

    public void Start()
    {
        _thread = new Thread(Run);
        _thread.Start();
    }

    public void Stop()
    {
        _ends = true;
        _thread?.Join();
    }

    private void Run()
    {
        while (!_ends)
            Thread.Sleep(1000);
    }
}
