using System;
using System.Threading.Tasks;

namespace LeakLint.Guard.TestHost;

/// <summary>A program that owns child processes and ends as it is told to. Tests watch it from outside.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var plan = OwnerPlan.Parse(args);
        switch (plan.Kind)
        {
            case "protection":
                using (var group = new ChildProcessGroup())
                    Console.WriteLine(group.Protection);
                return 0;
            case "plain":
                return await PlainOwner.RunAsync(plan).ConfigureAwait(false);
            case "listening":
                return await ListeningOwner.RunAsync(plan).ConfigureAwait(false);
            case "host":
                return await HostedOwner.RunAsync(plan).ConfigureAwait(false);
            case "forgetful":
                return await Forgetful.RunAsync().ConfigureAwait(false);
            case "mcp-server":
                return await ToolServer.RunAsync().ConfigureAwait(false);
            default:
                await Console.Error.WriteLineAsync($"unknown kind of owner: {plan.Kind}").ConfigureAwait(false);
                return 2;
        }
    }
}
