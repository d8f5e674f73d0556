using System;
using LeakLint.Guard.Tracking;

namespace LeakLint.Guard;

/// <summary>
/// Something that is tracked and was not released when it was looked for. Two are equal when they are the same thing, seen at the same
/// time or not.
/// </summary>
public sealed class ActiveResource : IEquatable<ActiveResource>
{
    private readonly TrackedEntry _entry;
    private readonly long _use;
    private readonly ScopeState? _scope;
    private readonly LeakSample? _sample;

    internal ActiveResource(TrackedEntry entry, long use, string kind, string? name, ScopeState? scope, bool isDetached, LeakSample? sample)
    {
        _entry = entry;
        _use = use;
        _scope = scope;
        _sample = sample;
        Kind = kind;
        Name = name;
        IsDetached = isDetached;
    }

    /// <summary>What sort of thing it is: one of <see cref="ResourceKinds"/>, or what the program tracks it as.</summary>
    public string Kind { get; }

    /// <summary>Which one of its kind it is, as far as whoever tracks it says so.</summary>
    public string? Name { get; }

    /// <summary>Whether it counts in no scope: it outlives the work in which it was created on purpose, or there was no scope.</summary>
    public bool IsDetached { get; }

    /// <summary>Where it was created, innermost call first; <see langword="null"/> when that was not kept.</summary>
    public string? CreationStack => _sample?.CreationStack;

    /// <summary>How long ago it was created; <see langword="null"/> when that was not kept.</summary>
    public TimeSpan? Age => _sample?.Age;

    /// <summary>Whether it was created in the scope, or in a scope inside of it; detached or not. A scope's collections count as in it.</summary>
    /// <param name="scope">The scope; it may have ended.</param>
    /// <returns>Whether it was.</returns>
    public bool IsIn(LeakScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return _scope is not null && _scope.IsWithin(scope.State);
    }

    /// <summary>As a report.</summary>
    /// <returns>What is known of it.</returns>
    public LeakReport ToReport() => new(Kind, CreationStack, _sample?.Records ?? (Name is null ? [] : [Name]), Age ?? TimeSpan.Zero, 0);

    /// <inheritdoc/>
    public bool Equals(ActiveResource? other) => other is not null && _entry == other._entry && _use == other._use;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActiveResource);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_entry, _use);

    /// <inheritdoc/>
    public override string ToString() => Name is null ? Kind : $"{Kind} '{Name}'";
}
