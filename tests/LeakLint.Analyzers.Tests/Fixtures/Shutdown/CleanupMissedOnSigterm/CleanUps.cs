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
await Task.Delay(1000, stop.Token);

sealed class Door
{
    public event EventHandler? ProcessExit;

    // Silent: an event of the same name.
    public void Open(Stream stream) => ProcessExit += (_, _) => stream.Close();

    public void Leave() => ProcessExit?.Invoke(this, EventArgs.Empty);
}
