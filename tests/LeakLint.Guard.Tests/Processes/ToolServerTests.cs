using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ModelContextProtocol.Client;
using Xunit;

namespace LeakLint.Guard.Tests.Processes;

/// <summary>The real stdio transport of the Model Context Protocol SDK, which starts its server itself.</summary>
[Collection(ProcessCollection.Name)]
public sealed class ToolServerTests : IDisposable
{
    private readonly Footprint _footprint = new();

    public void Dispose() => _footprint.Dispose();

    [LinuxFact]
    public async Task A_tool_server_and_what_escaped_from_it_end_with_the_group()
    {
        var group = new ChildProcessGroup(new() { RequiredProtection = ParentExitProtection.ProcessTree });
        var client = await ConnectAsync(group);
        Assert.NotNull(client.ServerInfo);
        // The server, and the helper that it lost.
        Assert.Equal(2, group.GetProcesses(includeDescendants: true).Count);

        await group.StopAsync();

        Assert.Empty(_footprint.Alive());
        await client.DisposeAsync();
    }

    [LinuxFact]
    public async Task What_the_transport_leaves_behind_is_swept_by_the_group()
    {
        var group = new ChildProcessGroup();
        await using (var client = await ConnectAsync(group))
            Assert.NotNull(client.ServerInfo);
        Assert.Single(_footprint.Alive());

        await group.StopAsync();

        Assert.Empty(_footprint.Alive());
    }

    private async Task<McpClient> ConnectAsync(ChildProcessGroup group)
    {
        var environment = new Dictionary<string, string?> { [Footprint.Variable] = _footprint.Id };
        var (command, arguments) = group.WrapCommand(OwnerProcess.Dotnet, [OwnerProcess.Program, "mcp-server"], environment);
        var transport = new StdioClientTransport(new()
        {
            Name = "tools",
            Command = command,
            Arguments = arguments.ToList(),
            EnvironmentVariables = environment,
        });
        return await McpClient.CreateAsync(transport);
    }
}
