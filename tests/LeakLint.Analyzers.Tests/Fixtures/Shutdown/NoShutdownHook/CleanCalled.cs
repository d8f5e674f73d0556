// output: program
using System.Diagnostics;
using ModelContextProtocol.Client;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Called>().AddSingleton<Given>().AddSingleton<ByContract>();
var app = builder.Build();
app.Lifetime.ApplicationStopping.Register(() => app.Services.GetRequiredService<Called>().Quit());
await app.RunAsync();

// Silent: the program calls it.
internal sealed class Called
{
    private Process? _process;

    public void Start() => _process = Process.Start("index");

    public void Quit()
    {
        _process?.Kill();
        _process?.Dispose();
    }
}

// Silent: somebody else's client.
internal sealed class Given(McpClient client)
{
    private readonly McpClient _client = client;

    public async Task CloseItAsync() => await _client.DisposeAsync();
}

// Silent: whoever knows the interface may call it.
internal interface IEnds
{
    void EndNow();
}

internal sealed class ByContract : IEnds
{
    private Process? _process;

    public void Start() => _process = Process.Start("index");

    public void EndNow()
    {
        _process?.Kill();
        _process?.Dispose();
    }
}

// Silent: it is handed to code that may end it.
internal sealed class HandedOn(List<Process> children)
{
    private Process? _process;

    public void Start()
    {
        _process = Process.Start("index");
        children.Add(_process);
    }

    public void EndIt()
    {
        _process?.Kill();
        _process?.Dispose();
    }
}

// Silent: public, so that tests and other programs may call it.
public sealed class Offered
{
    private Process? _process;

    public void Start() => _process = Process.Start("index");

    public void EndHere()
    {
        _process?.Kill();
        _process?.Dispose();
    }
}
