using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;

namespace LeakLint.Guard;

/// <summary>Asynchronous clean-up for a host's lifetime.</summary>
public static class GuardLifetimeExtensions
{
    /// <summary>
    /// Runs a callback when the host stops, and waits for it. <c>ApplicationStopping.Register(async () => …)</c> does not: the callback
    /// is <c>async void</c> there, and the program may end in the middle of it.
    /// </summary>
    /// <param name="lifetime">The host's lifetime.</param>
    /// <param name="coordinator">The coordinator of the same host.</param>
    /// <param name="name">What logs and the report call it.</param>
    /// <param name="callback">What to do, in <see cref="ShutdownPhase.Drain"/>, before any hosted service stops.</param>
    /// <returns>Dispose it to take the callback out again.</returns>
    /// <exception cref="InvalidOperationException">No host runs the coordinator, or the host is stopping already.</exception>
    public static IDisposable OnStopping(
        this IHostApplicationLifetime lifetime, ShutdownCoordinator coordinator, string name, Func<CancellationToken, ValueTask> callback)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        ArgumentNullException.ThrowIfNull(coordinator);
        if (!coordinator.IsHosted)
            throw new InvalidOperationException("No host runs this coordinator. Take the one that services.AddShutdownCoordinator() adds.");
        return coordinator.Register(ShutdownPhase.Drain, name, callback);
    }
}
