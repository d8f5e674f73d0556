using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using LeakLint.Guard.Unix;
using Xunit;

namespace LeakLint.Guard.Tests.Processes;

/// <summary>A running LeakLint.Guard.TestHost.</summary>
internal sealed class OwnerProcess : IDisposable
{
    public static readonly string Program = Path.Combine(AppContext.BaseDirectory, "LeakLint.Guard.TestHost.dll");
    public static readonly string Dotnet = FindDotnet();

    private readonly Process _process;

    private OwnerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>The processes it started, for those that cannot be found by their environment.</summary>
    public IReadOnlyList<ProcessIdentity> Children { get; private set; } = [];

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts an owner and waits until its children are started.</summary>
    public static async Task<OwnerProcess> StartAsync(Footprint footprint, params string[] arguments)
    {
        var owner = new OwnerProcess(Process.Start(Command(footprint, arguments))!);
        var line = await owner._process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.StartsWith("ready", line, StringComparison.Ordinal);
        owner.Children = line!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(id => ProcFs.TryReadStat(int.Parse(id, CultureInfo.InvariantCulture), out var stat) ? stat : default)
            .Select(stat => new ProcessIdentity(stat.Id, stat.StartTicks)).ToArray();
        return owner;
    }

    /// <summary>Runs an owner to its end.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(Footprint footprint, string? searchPath, params string[] arguments)
    {
        var command = Command(footprint, arguments);
        if (searchPath is not null)
            command.Environment["PATH"] = searchPath;
        using var owner = new OwnerProcess(Process.Start(command)!);
        return (await owner._process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60))).Trim();
    }

    /// <summary>Sends a signal, or for a way in which it ends by itself lets it go on.</summary>
    public void End(string how)
    {
        if (Signal(how) is { } signal)
            Assert.Equal(0, LibC.Kill(Id, signal));
        else
            _process.StandardInput.WriteLine();
    }

    /// <summary>Waits until it says that it has a new reaper, which knows all its children.</summary>
    public async Task NewReaperAsync()
        => Assert.Equal("reaper restarted", await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)));

    public Task WaitForExitAsync() => _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    public static int? Signal(string how) => how switch
    {
        "SIGHUP" => 1,
        "SIGINT" => 2,
        "SIGQUIT" => 3,
        "SIGKILL" => 9,
        "SIGTERM" => 15,
        _ => null,
    };

    private static ProcessStartInfo Command(Footprint footprint, string[] arguments)
    {
        // A test run in the background of a shell ignores SIGINT, and so would its children: "env" undoes that.
        string[] command = ["--default-signal", Dotnet, Program, .. arguments];
        var startInfo = new ProcessStartInfo("/usr/bin/env", command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        startInfo.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return footprint.On(startInfo);
    }

    private static string FindDotnet()
    {
        if (Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet")
            return path;
        return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
            ?? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);
    }
}
