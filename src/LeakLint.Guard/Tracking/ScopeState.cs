using System.Threading;

namespace LeakLint.Guard.Tracking;

/// <summary>
/// What of a <see cref="LeakScope"/> flows with the execution context and is remembered by what was tracked in it. Timers and tasks
/// may keep an execution context for as long as they live, so this is small and lets go of the scope when that ends.
/// </summary>
internal sealed class ScopeState(LeakScope scope, ScopeState? outer, bool capturesStacks)
{
    private static readonly AsyncLocal<ScopeState?> _ambient = new();
    private static int _openCount;

    private int _activeCount;
    private LeakScope? _scope = scope;

    /// <summary>The innermost scope of this flow that has not ended.</summary>
    public static ScopeState? Ambient
    {
        get
        {
            if (Volatile.Read(ref _openCount) == 0)
                return null;
            var state = _ambient.Value;
            while (state is not null && state.Scope is null)
                state = state.Outer;
            return state;
        }
    }

    public ScopeState? Outer { get; } = outer;

    public bool CapturesStacks { get; } = capturesStacks || outer is { CapturesStacks: true };

    /// <summary>The scope, until it ends.</summary>
    public LeakScope? Scope => Volatile.Read(ref _scope);

    public int ActiveCount => Volatile.Read(ref _activeCount);

    public void Open()
    {
        Interlocked.Increment(ref _openCount);
        _ambient.Value = this;
    }

    public bool TryClose()
    {
        if (Interlocked.Exchange(ref _scope, null) is null)
            return false;
        // It stays in the flow, where Ambient passes over it: to take it out would make another execution context.
        Interlocked.Decrement(ref _openCount);
        return true;
    }

    public void Enter()
    {
        for (var state = this; state is not null; state = state.Outer)
            Interlocked.Increment(ref state._activeCount);
    }

    public void Leave()
    {
        for (var state = this; state is not null; state = state.Outer)
            Interlocked.Decrement(ref state._activeCount);
    }

    public bool IsWithin(ScopeState other)
    {
        for (var state = this; state is not null; state = state.Outer)
        {
            if (state == other)
                return true;
        }

        return false;
    }

    /// <summary>Switches the ambient scope off and returns what to give to <see cref="Restore"/>.</summary>
    public static ScopeState? Suppress()
    {
        var state = Ambient;
        if (state is not null)
            _ambient.Value = null;
        return state;
    }

    public static void Restore(ScopeState? state)
    {
        if (state is not null)
            _ambient.Value = state;
    }
}
