using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Guard.Tracking;

namespace LeakLint.Guard;

/// <summary>
/// A stretch of work, such as a request or a test, that ought to release what it creates. What <see cref="LeakTracker"/> tracks while
/// the scope is the innermost one of its asynchronous flow is counted in it, until it is released or
/// <see cref="LeakTrackingHandle.Detach">detached</see>.
/// </summary>
/// <remarks>
/// What outlives the work on purpose is not counted: the resources of a registry and background work belong to their owner. The
/// scope flows like an <c>AsyncLocal</c>, but whatever captures it longer than it lasts keeps only a few bytes.
/// </remarks>
public sealed class LeakScope : IDisposable
{
    private readonly ScopeState _state;

    private LeakScope(string name, bool captureStacks)
    {
        Name = name;
        _state = new ScopeState(this, ScopeState.Ambient, captureStacks);
    }

    /// <summary>The innermost scope of this flow that has not ended, if there is one.</summary>
    public static LeakScope? Current => ScopeState.Ambient?.Scope;

    /// <summary>What the scope is called in reports.</summary>
    public string Name { get; }

    /// <summary>The scope inside of which this one was begun, if there was one and it has not ended.</summary>
    public LeakScope? Outer => _state.Outer?.Scope;

    /// <summary>How many things were created in the scope, or in scopes inside of it, and are neither released nor detached.</summary>
    public int ActiveCount => _state.ActiveCount;

    internal ScopeState State => _state;

    /// <summary>Begins a scope in this flow, inside of the current one.</summary>
    /// <param name="name">What to call it in reports.</param>
    /// <param name="captureStacks">Whether to keep where each thing was created, whatever the level. Costs some 20 microseconds each.</param>
    /// <returns>The scope: dispose it when the work ends, in the method that began it.</returns>
    public static LeakScope Begin(string name, bool captureStacks = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        LeakScope scope = new(name, captureStacks);
        scope._state.Open();
        return scope;
    }

    /// <summary>Until the result is disposed, in the same method, what this flow creates counts in no scope.</summary>
    /// <returns>What ends it.</returns>
    public static Suppression Suppress() => new(ScopeState.Suppress());

    /// <summary>
    /// What was created in the scope, or in scopes inside of it, and is neither released nor detached. Also after the scope has ended.
    /// Takes time proportional to everything that is tracked: look at <see cref="ActiveCount"/> first.
    /// </summary>
    /// <returns>A list of this moment.</returns>
    public IReadOnlyList<ActiveResource> FindActive()
        => ActiveCount == 0 ? [] : LeakTracker.FindActive().Where(resource => !resource.IsDetached && resource.IsIn(this)).ToArray();

    /// <summary>Ends the scope: what is created from now on does not count in it. What is active in it stays so.</summary>
    public void Dispose() => _state.TryClose();

    /// <summary>See <see cref="Suppress"/>.</summary>
    public readonly struct Suppression : IDisposable
    {
        private readonly ScopeState? _state;

        internal Suppression(ScopeState? state) => _state = state;

        /// <summary>The scope of before is the current one again.</summary>
        public void Dispose() => ScopeState.Restore(_state);
    }
}
