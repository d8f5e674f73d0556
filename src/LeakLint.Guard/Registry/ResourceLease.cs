using System;
using System.Threading;

namespace LeakLint.Guard;

/// <summary>
/// The right to use a resource of a <see cref="ResourceRegistry{TKey, TResource}"/>: it is not disposed before the lease is.
/// Disposing is idempotent and thread-safe. A class, because every copy of a struct could give the same lease back again.
/// </summary>
/// <typeparam name="TResource">The type of the resource.</typeparam>
public sealed class ResourceLease<TResource> : IDisposable
    where TResource : class
{
    private ILeaseSource<TResource>? _source;

    internal ResourceLease(ILeaseSource<TResource> source) => _source = source;

    /// <summary>The resource.</summary>
    /// <exception cref="ObjectDisposedException">The lease was given back.</exception>
    public TResource Value => Source.Value;

    /// <summary>
    /// Cancelled when the registry lets go of the resource: finish soon, it is disposed when the last lease ends. It stays
    /// usable after the lease has ended.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The lease was given back.</exception>
    public CancellationToken Retired => Source.Retired;

    private ILeaseSource<TResource> Source
    {
        get
        {
            ILeaseSource<TResource>? source = Volatile.Read(ref _source);
            ObjectDisposedException.ThrowIf(source is null, this);
            return source;
        }
    }

    /// <summary>Gives the lease back. Does nothing the second time.</summary>
    public void Dispose() => Interlocked.Exchange(ref _source, null)?.Return();
}

/// <summary>What a lease is a lease on. One reference keeps a lease at 24 bytes.</summary>
internal interface ILeaseSource<TResource>
{
    TResource Value { get; }

    CancellationToken Retired { get; }

    void Return();
}
