// references LeakLint.Guard
using System.Diagnostics;
using LeakLint.Guard;

// The group that is at hand gets the process: it ends with the group, and when the program crashes.
sealed class ToolServer(ChildProcessGroup children) : IDisposable
{
    private Process? _server;

    public void Start()
    {
        _server = Process.Start(new ProcessStartInfo("tool-server") { RedirectStandardInput = true });
        if (_server != null)
            children.Adopt(_server);
    }

    public void Dispose() => _server?.Dispose();
}

sealed class Fleet : IAsyncDisposable
{
    private readonly ChildProcessGroup _children = new(new() { MaxProcesses = 4 });
    private readonly Process _worker;

    public Fleet()
    {
        _worker = Process.Start("worker");
        _children.Adopt(_worker);
    }

    public int Id => _worker.Id;

    public async ValueTask DisposeAsync()
    {
        await _children.DisposeAsync();
        _worker.Dispose();
    }
}
