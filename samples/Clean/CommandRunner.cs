using System.Diagnostics;

namespace Clean;

/// <summary>Runs commands, and never leaves one running behind its caller's back.</summary>
public sealed class CommandRunner
{
    public async Task<JobResult> RunAsync(JobRequest request, CancellationToken cancellationToken)
    {
        using var process = Start(request);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new JobResult(request.Command, process.ExitCode, output);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    // The caller owns what comes back; what cannot come back is released here.
    private static Process Start(JobRequest request)
    {
        var process = new Process { StartInfo = new ProcessStartInfo(request.Command, request.Arguments) { RedirectStandardOutput = true } };
        try
        {
            process.Start();
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }
}
