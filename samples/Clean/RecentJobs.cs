using System.Collections.Concurrent;

namespace Clean;

/// <summary>The last results, oldest first. Older ones make room.</summary>
public sealed class RecentJobs
{
    private const int Limit = 100;
    private readonly ConcurrentQueue<JobResult> _results = new();

    public void Add(JobResult result)
    {
        _results.Enqueue(result);
        while (_results.Count > Limit)
            _results.TryDequeue(out _);
    }

    public IReadOnlyList<JobResult> List() => [.. _results];
}
