using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Driving;

/// <summary>A running sample program: a process of its own, as it is in production.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private const string Started = "Application started.";
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> _answers = Channel.CreateUnbounded<string>();
    private Uri? _address;

    private SampleProcess(Process process, ChildProcesses children)
    {
        _process = process;
        Children = children;
    }

    /// <summary>The processes that the program has started, and those that these have started.</summary>
    public ChildProcesses Children { get; }

    /// <summary>Where the program listens: a free port of this machine only.</summary>
    public Uri Address => _address ?? throw new InvalidOperationException("The program does not listen.");

    /// <summary>Starts a web application of the sample, and returns when its host says that it has started.</summary>
    /// <param name="run">The run, and the program to start in it.</param>
    /// <param name="arguments">What the program is told beside the address to listen on.</param>
    public static Task<SampleProcess> StartAsync(Run run, params string[] arguments) =>
        LaunchAsync(run, [.. arguments, "--urls", "http://127.0.0.1:0"]);

    /// <summary>Starts a program that answers on standard output what it is asked on standard input, and returns when it says that it has started.</summary>
    public static Task<SampleProcess> StartConsoleAsync(Run run, params string[] arguments) => LaunchAsync(run, arguments);

    /// <summary>Writes a line to the program, and reads the line that it answers with.</summary>
    public async Task<string> AskAsync(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        await _process.StandardInput.FlushAsync();
        return await _answers.Reader.ReadAsync().AsTask().WaitAsync(Patience);
    }

    private static async Task<SampleProcess> LaunchAsync(Run run, string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [run.Assembly(run.Program), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        info.Environment[Run.Variable] = run.Id;

        var process = Process.Start(info)!;
        var sample = new SampleProcess(process, new ChildProcesses(process.Id, $"{Run.Variable}={run.Id}"));
        try
        {
            process.OutputDataReceived += (_, output) => sample.Read(output.Data);
            process.BeginOutputReadLine();
            await sample._started.Task.WaitAsync(Patience);
            return sample;
        }
        catch
        {
            await sample.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends SIGTERM, as a service host does, and waits until the program itself has ended.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> TerminateAsync()
    {
        var clock = Stopwatch.StartNew();
        if (SendSignal(_process.Id, SigTerm) != 0)
            throw new InvalidOperationException("SIGTERM could not be sent to the program.");
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return clock.Elapsed;
    }

    /// <summary>Kills what is left, so that a leaking program leaves nothing behind on this machine.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        for (var round = 0; round < 100 && Children.List() is { Count: > 0 } left; round++)
        {
            foreach (var id in left)
                SendSignal(id, SigKill);
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        _process.Dispose();
    }

    // A line that the program prints; null when there will be no more.
    private void Read(string? line)
    {
        if (line is null)
        {
            _started.TrySetException(new InvalidOperationException("The program ended before it had started."));
            _answers.Writer.TryComplete();
        }
        else if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var start)
            _address = new Uri(line[(start + Listening.Length)..]);
        else if (line.Contains(Started, StringComparison.Ordinal))
            _started.TrySetResult();
        else
            _answers.Writer.TryWrite(line);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int id, int signal);
}
