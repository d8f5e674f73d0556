using System;

namespace LeakLint.Guard;

/// <summary>Tells that a registry let go of a resource.</summary>
/// <param name="Key">The key of the resource. A new resource may live under it by now.</param>
/// <param name="Reason">Why the registry let go of it.</param>
/// <param name="Age">How long the resource was in the registry, its last leases and its disposal included.</param>
/// <param name="DisposeError">What its disposal threw; a <see cref="TimeoutException"/> when it did not end in time; null when it succeeded.</param>
/// <typeparam name="TKey">The type of the keys.</typeparam>
public readonly record struct RegistryEviction<TKey>(TKey Key, EvictionReason Reason, TimeSpan Age, Exception? DisposeError);
