using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;

namespace LeakLint.Guard;

/// <summary>
/// Ties a <see cref="ShutdownCoordinator"/> to the host. Doors are closed and work is drained before the host stops any service,
/// because one service that ignores its token uses up the time of all others. Child processes are stopped after the services that may
/// talk to them, and even when the host's time is up: that is what the reserve is for.
/// </summary>
internal sealed class ShutdownLifecycle(ShutdownCoordinator coordinator, IServiceProvider services, IEnumerable<OwnedRegistration> owned)
    : IHostedLifecycleService
{
    private readonly TaskCompletionSource _servicesStopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Creates what the container must own even if nobody asks for it.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var registration in owned)
            registration.Resolve(services);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await coordinator.RunThroughAsync(ShutdownPhase.Drain).ConfigureAwait(false);
        QuietTask.Observe(coordinator.RunAtTheLatestAsync(_servicesStopped.Task));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The token is not passed on: when a service overran, it is cancelled already, and the children would be left alone.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        _servicesStopped.TrySetResult();
        await coordinator.RunAsync(CancellationToken.None).ConfigureAwait(false);
    }
}

/// <summary>A registration that the host resolves when it starts.</summary>
internal sealed record OwnedRegistration(Action<IServiceProvider> Resolve);

/// <summary>A shutdown callback that was registered with the services.</summary>
internal sealed record ShutdownCallbackRegistration(
    ShutdownPhase Phase, string Name, Func<IServiceProvider, CancellationToken, ValueTask> Callback);
