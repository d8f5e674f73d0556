using System;

namespace LeakLint.Guard;

/// <summary>How long an orderly end may take.</summary>
public sealed class ShutdownOptions
{
    /// <summary>
    /// The whole, the reserve included. Keep it below what the outside allows (30 seconds in Kubernetes, 10 in Docker) and below
    /// the host's <c>ShutdownTimeout</c>. Default 25 seconds.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>The part of <see cref="Timeout"/> that is kept for <see cref="ShutdownPhase.KillProcesses"/>. Default 2 seconds.</summary>
    public TimeSpan KillReserve { get; set; } = TimeSpan.FromSeconds(2);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(KillReserve, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Timeout, KillReserve);
    }
}
