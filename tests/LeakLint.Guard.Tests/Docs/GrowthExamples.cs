using System;
using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard.Tests.Docs;

/// <summary>The code of docs/concepts/growth.md, so that it compiles.</summary>
internal sealed class GrowthExamples : IAsyncDisposable
{
    private static readonly BoundedDictionary<string, Session> Sessions = new();

    private static readonly BoundedDictionary<string, Session> Recent = new(new BoundedDictionaryOptions<string, Session>
    {
        Capacity = 500,
        IdleTimeout = TimeSpan.FromMinutes(20),
        GracePeriod = TimeSpan.FromSeconds(30),
    });

    private readonly BoundedDictionary<int, TaskCompletionSource<string>> _pending = new(new BoundedDictionaryOptions<int, TaskCompletionSource<string>>
    {
        Capacity = 1000,
        MaxLifetime = TimeSpan.FromMinutes(1),
        OnEvicted = evicted => evicted.Value.TrySetException(new TimeoutException($"Nobody answered request {evicted.Key}.")),
    });

    private readonly ResourceRegistry<string, Session> _sessions = new(new ResourceRegistryOptions<string, Session>
    {
        Capacity = 50,
        FullMode = RegistryFullMode.Wait,
        IdleTimeout = TimeSpan.FromMinutes(3),
        MaxLifetime = TimeSpan.FromHours(1),
    });

    public async Task<string> AskAsync(string id, string question, CancellationToken cancellationToken)
    {
        using ResourceLease<Session> lease = await _sessions.GetOrAddAsync(id, Session.ConnectAsync, cancellationToken);
        return await lease.Value.AskAsync(question, cancellationToken);
    }

    public ValueTask DisposeAsync() => _sessions.DisposeAsync();

    /// <summary>What the examples of the page have in common.</summary>
    public async Task<string> UseAllAsync(string id)
    {
        Sessions[id] = Recent[id] = await Session.ConnectAsync(id, CancellationToken.None);
        _pending[1] = new TaskCompletionSource<string>();
        return await AskAsync(id, $"{Sessions.Count} {Recent.Count} {_pending.Count}", CancellationToken.None);
    }

    internal sealed class Session(string id) : IDisposable
    {
        public static ValueTask<Session> ConnectAsync(string id, CancellationToken cancellationToken) => new(new Session(id));

        public Task<string> AskAsync(string question, CancellationToken cancellationToken) => Task.FromResult($"{id}: {question}");

        public void Dispose()
        {
        }
    }
}
