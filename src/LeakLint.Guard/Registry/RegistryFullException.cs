using System;

namespace LeakLint.Guard;

/// <summary>A <see cref="ResourceRegistry{TKey, TResource}"/> was full and could make no room, so nothing was created.</summary>
public sealed class RegistryFullException : InvalidOperationException
{
    /// <summary>Creates the exception for a registry of the given capacity.</summary>
    /// <param name="name">The name of the registry.</param>
    /// <param name="capacity">How many resources it holds at most.</param>
    public RegistryFullException(string name, int capacity)
        : base($"The registry {name} is full: it holds {capacity} resources, and none of them could be evicted.")
        => Capacity = capacity;

    /// <summary>How many resources the registry holds at most.</summary>
    public int Capacity { get; }
}
