using System.Diagnostics;

class Program
{
    static void Main() => new ToolServers().Start("uvx");
}

sealed class ToolServers
{
    private readonly List<Process> _children = [];

    public ToolServers()
    {
        AppDomain.CurrentDomain.ProcessExit += (sender, e) => // want LEAK4002: AppDomain.ProcessExit
        {
            foreach (var child in _children)
                End(child);
        };
        System.Runtime.Loader.AssemblyLoadContext.Default.Unloading += _ => End(null); // want LEAK4002: AssemblyLoadContext.Unloading
    }

    public void Start(string name) => _children.Add(Process.Start(name));

    private static void End(Process? child) => child?.Kill();
}
