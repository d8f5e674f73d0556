using System.Diagnostics;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Processes;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Tracking;

[Collection(TrackingCollection.Name)]
public sealed class ExitTests
{
    [Fact]
    public async Task What_is_collected_while_the_process_ends_is_not_reported()
    {
        ProcessStartInfo command = new(OwnerProcess.Dotnet, [OwnerProcess.Program, "forgetful"]) { RedirectStandardOutput = true };
        command.Environment["LEAKLINT_LEVEL"] = "paranoid";
        using var process = Process.Start(command)!;
        var output = await process.StandardOutput.ReadToEndAsync().InTime();
        await process.WaitForExitAsync().InTime();
        Assert.Equal(["leaked while-running", "ended"], output.Split('\n', System.StringSplitOptions.RemoveEmptyEntries));
    }
}
