// output: program
using System.Diagnostics;
using ModelContextProtocol.Client;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Moderator>().AddSingleton<Converter>().AddSingleton<Indexer>();
var app = builder.Build();
app.MapGet("/convert", (Converter converter) => converter.Ask("pdf"));
app.Run();

// The end was written, and nothing calls it: a container disposes what can be disposed.
internal sealed class Moderator(IClientTransport transport) : IAsyncDisposable
{
    private McpClient? _client;

    public async Task<int> CountToolsAsync()
    {
        _client ??= await McpClient.CreateAsync(transport);
        return (await _client.ListToolsAsync()).Count;
    }

    public async Task ShutdownAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ShutdownAsync();
    }
}

internal class Converter : IDisposable
{
    private readonly Process _process = Process.Start(new ProcessStartInfo("convert") { RedirectStandardInput = true })!;

    public void Ask(string what) => _process.StandardInput.WriteLine(what);

    internal void Quit(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    public void Dispose()
    {
        Quit(CancellationToken.None);
    }
}

internal sealed class Indexer
{
    private Process? _process;

    public void Start() => _process = Process.Start("index");

    // Nobody else knows how long.
    public void KillWithin(TimeSpan time)
    {
        if (_process?.WaitForExit(time) == false)
            _process.Kill(entireProcessTree: true);
        _process?.Dispose();
    }
}
