using System;
using System.Threading;
using System.Threading.Tasks;

namespace LeakLint.Guard.Tests.Testing;

/// <summary>A resource that knows how often it was disposed, and whether that happened while it was in use.</summary>
internal sealed class Probe(string name = "probe") : IAsyncDisposable
{
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposals;
    private int _users;
    private int _violations;

    public int Disposals => Volatile.Read(ref _disposals);

    /// <summary>How often the resource was used after its disposal, or disposed during its use.</summary>
    public int Violations => Volatile.Read(ref _violations);

    /// <summary>Completes when the resource is disposed.</summary>
    public Task Disposed => _disposed.Task;

    public void Use()
    {
        Interlocked.Increment(ref _users);
        if (Disposals != 0)
        {
            Interlocked.Increment(ref _violations);
        }

        Thread.SpinWait(5);
        if (Disposals != 0)
        {
            Interlocked.Increment(ref _violations);
        }

        Interlocked.Decrement(ref _users);
    }

    public ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _disposals);
        if (Volatile.Read(ref _users) != 0)
        {
            Interlocked.Increment(ref _violations);
        }

        _disposed.TrySetResult();
        return default;
    }

    public override string ToString() => name;
}
