using System.Diagnostics;

namespace Gateway;

/// <summary>Tells whether the tool server can be started and answers.</summary>
public sealed class ServerProbe(ToolServerCommands commands)
{
    private const string Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";

    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        using var server = new Process
        {
            StartInfo = new ProcessStartInfo(ToolServerCommands.FileName, commands.Arguments("serve"))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            },
        };
        server.Start();

        await server.StandardInput.WriteLineAsync(Ping.AsMemory(), cancellationToken);
        await server.StandardInput.FlushAsync(cancellationToken);
        var answer = await server.StandardOutput.ReadLineAsync(cancellationToken);
        return answer is not null && answer.Contains("\"result\"");
    }
}
