using System;

namespace LeakLint.Guard;

/// <summary>Places between the steps of the lock-free protocol at which a test may hold a thread.</summary>
internal enum InterleavingPoint
{
    /// <summary>The state was read and found live; the lease is not counted yet.</summary>
    BeforeAcquire,

    /// <summary>The state was read and found idle; the entry is not retired yet.</summary>
    BeforeRetireIdle,

    /// <summary>The state was read; the entry is not retired yet.</summary>
    BeforeRetire,

    /// <summary>The lease was given up by its holder, and is still counted.</summary>
    BeforeRelease,

    /// <summary>A leased entry was taken out of the eviction order, and its leases were not read again.</summary>
    AfterPark,

    /// <summary>A tracked thing was found unreleased or counted; neither is changed yet.</summary>
    BeforeTrackingChanges,
}

/// <summary>Lets tests force an interleaving instead of hoping for it. Costs one load and one branch otherwise.</summary>
internal static class Interleaving
{
    internal static Action<InterleavingPoint>? Reached;

    internal static void At(InterleavingPoint point) => Reached?.Invoke(point);
}
