using System.Diagnostics;
using System.Text;

namespace LeakLint.Package.Tests;

/// <summary>What a run of the dotnet command printed, and how it ended.</summary>
internal sealed record DotNet(string Command, int ExitCode, string Output)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs "dotnet" with arguments in a folder, with nothing left running afterwards.</summary>
    public static async Task<DotNet> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        Isolate(start);
        var output = new StringBuilder();
        using var timeout = new CancellationTokenSource(_patience);
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        return new DotNet($"dotnet {string.Join(' ', arguments)}", process.ExitCode, output.ToString());
    }

    /// <summary>This run, when it ended well.</summary>
    public DotNet Succeeded() => ExitCode == 0 ? this : throw new InvalidOperationException($"{Command} ended with {ExitCode}:\n{Output}");

    /// <summary>The ids that were reported with a severity, each once for a place in the source, in order.</summary>
    public IReadOnlyList<string> Reported(string severity) =>
    [
        .. Output.Split('\n')
            .Where(line => line.Contains($": {severity} LEAK", StringComparison.Ordinal))
            .Select(line => line.Trim())
            .Distinct()
            .Select(line => line.Split($": {severity} ")[1][.."LEAK0000".Length])
            .Order(StringComparer.Ordinal),
    ];

    // The test host passes its own MSBuild on, and shared servers would outlive the test.
    private static void Isolate(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
            output.AppendLine(line);
    }
}
