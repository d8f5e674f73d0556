using System.Diagnostics;
using System.Runtime.InteropServices;

class Program
{
    static void Main() => new ToolServers().Start("uvx");
}

sealed class ToolServers
{
    private readonly List<Process> _children = [];
    private static PosixSignalRegistration? _sigterm;

    public ToolServers()
    {
        AppDomain.CurrentDomain.ProcessExit += (sender, e) =>
        {
            foreach (var child in _children)
                End(child);
        };
        _sigterm ??= PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(128 + 15));
        System.Runtime.Loader.AssemblyLoadContext.Default.Unloading += _ => End(null);
    }

    public void Start(string name) => _children.Add(Process.Start(name));

    private static void End(Process? child) => child?.Kill();
}
