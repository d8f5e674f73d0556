using System.Collections.Concurrent;

// Silent: whose entry is there already takes it out.
public sealed class Pulls
{
    private static readonly ConcurrentDictionary<string, Task<bool>> Running = new();
    private static readonly ConcurrentDictionary<string, Task<bool>> Waiting = new();

    public async Task<bool> Pull(string image, CancellationToken cancel)
    {
        var source = new TaskCompletionSource<bool>();
        var existing = Running.GetOrAdd(image, source.Task);
        if (existing != source.Task)
            return await existing.WaitAsync(cancel);
        try
        {
            var done = await Start(image);
            source.SetResult(done);
            return done;
        }
        finally
        {
            Running.TryRemove(image, out _);
        }
    }

    public async Task<bool> Wait(string image, CancellationToken cancel)
    {
        var source = new TaskCompletionSource<bool>();
        var existing = Waiting.GetOrAdd(image, source.Task);
        if (!ReferenceEquals(existing, source.Task))
            return await existing.WaitAsync(cancel);
        try
        {
            return await Start(image);
        }
        finally
        {
            Waiting.TryRemove(image, out _);
        }
    }

    private static Task<bool> Start(string image) => Task.FromResult(image.Length > 0);
}
