namespace Clean;

public sealed record JobRequest(string Command, string[] Arguments);

public sealed record JobResult(string Command, int ExitCode, string Output);

public sealed class JobOptions
{
    public string Journal { get; set; } = Path.Combine(Path.GetTempPath(), "clean-sample-jobs.log");

    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>A job on its way: whoever asked for it waits here, and gives it up by releasing it.</summary>
public sealed class PendingJob : IDisposable
{
    private readonly CancellationTokenSource _givenUp = new();
    private readonly TaskCompletionSource<JobResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PendingJob(JobRequest request)
    {
        Request = request;
        GivenUp = _givenUp.Token;
    }

    public JobRequest Request { get; }

    /// <summary>Cancelled when nobody waits for the job any more.</summary>
    public CancellationToken GivenUp { get; }

    public Task<JobResult> WaitAsync(CancellationToken cancellationToken) => _result.Task.WaitAsync(cancellationToken);

    public void Complete(JobResult result) => _result.TrySetResult(result);

    public void Fail(Exception exception) => _result.TrySetException(exception);

    public void Dispose()
    {
        _givenUp.Cancel();
        _givenUp.Dispose();
    }
}
