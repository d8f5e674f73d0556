using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace LeakLint.Guard.Tracking;

/// <summary>
/// The place of one tracked thing. Places are used again and again, so that tracking allocates nothing; a number that grows with each
/// use tells the handles of today from those of yesterday. It never refers to the thing.
/// </summary>
internal sealed class TrackedEntry
{
    // One number holds the use (multiples of four) and what the place is in this use: whoever changes it does what follows from it.
    private const long StateMask = 3;
    private const long Free = 0;
    private const long Plain = 1; // counts in no scope
    private const long Scoped = 2;

    private long _state;
    private string _kind = "";
    private string? _name;
    private ScopeState? _scope;
    private LeakSample? _sample;

    /// <summary>Begins a use. Called by the one who took the place from the pool.</summary>
    /// <returns>The number of the use.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Begin(string kind, string? name, ScopeState? scope, bool isDetached)
    {
        // A reference that is there already is not written again: writing one costs more than reading it.
        var use = _state;
        if (!ReferenceEquals(_kind, kind))
            _kind = kind;
        if (name is not null)
            _name = name;
        if (scope is null)
        {
            Volatile.Write(ref _state, use | Plain);
            return use;
        }

        _scope = scope;
        if (!isDetached)
            scope.Enter();
        Volatile.Write(ref _state, use | (isDetached ? Plain : Scoped));
        return use;
    }

    /// <summary>Ends a use.</summary>
    /// <returns>Whether this call did it: the caller then gives the place back.</returns>
    public bool TryEnd(long use)
    {
        var state = Volatile.Read(ref _state);
        while ((state & ~StateMask) == use && (state & StateMask) != Free)
        {
            Interleaving.At(InterleavingPoint.BeforeTrackingChanges);
            var seen = Interlocked.CompareExchange(ref _state, use + StateMask + 1, state);
            if (seen == state)
            {
                End(state);
                return true;
            }

            state = seen;
        }

        return false;
    }

    /// <summary>Takes the thing out of the count of its scope.</summary>
    public void Detach(long use)
    {
        var scope = _scope;
        Interleaving.At(InterleavingPoint.BeforeTrackingChanges);
        if (Interlocked.CompareExchange(ref _state, use | Plain, use | Scoped) == (use | Scoped))
            scope!.Leave();
    }

    public void Attach(LeakSample sample) => Volatile.Write(ref _sample, sample);

    /// <summary>The sample of this use, if the thing was chosen.</summary>
    public LeakSample? FindSample(long use)
    {
        var sample = Volatile.Read(ref _sample);
        return IsLive(use) ? sample : null;
    }

    /// <summary>What is in this place, if anything is. Consistent, although nothing is locked.</summary>
    public ActiveResource? Find()
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if ((state & StateMask) == Free)
                return null;
            var (kind, name, scope, sample) = (_kind, _name, _scope, _sample);
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _state) == state)
                return new ActiveResource(this, state & ~StateMask, kind, name, scope, (state & StateMask) != Scoped, sample);
        }
    }

    /// <summary>The kind of what is in this place, if anything is.</summary>
    public string? FindKind()
    {
        var state = Volatile.Read(ref _state);
        // Read in this order also where the processor may change it: a kind that is of a later use is seen to be.
        var kind = Volatile.Read(ref _kind);
        return (state & StateMask) == Free || Volatile.Read(ref _state) != state ? null : kind;
    }

    private bool IsLive(long use)
    {
        var state = Volatile.Read(ref _state);
        return (state & ~StateMask) == use && (state & StateMask) != Free;
    }

    private void End(long state)
    {
        if ((state & StateMask) == Scoped)
            _scope!.Leave();
        if (_sample is not null)
        {
            _sample.Release();
            _sample = null;
        }

        if (_scope is not null)
            _scope = null;
        if (_name is not null)
            _name = null;
    }
}
