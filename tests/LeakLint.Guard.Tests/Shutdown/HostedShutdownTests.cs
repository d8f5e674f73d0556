using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LeakLint.Guard.Tests.Shutdown;

public sealed class HostedShutdownTests
{
    private readonly ConcurrentQueue<string> _ran = new();

    [Fact]
    public async Task Work_is_drained_before_services_stop_and_released_after()
    {
        using var host = Build(services => services
            .AddHostedService(_ => new NotingService(_ran))
            .AddShutdownCallback(ShutdownPhase.KillProcesses, "kill", Noting("kill"))
            .AddShutdownCallback(ShutdownPhase.Dispose, "dispose", Noting("dispose"))
            .AddShutdownCallback(ShutdownPhase.Drain, "drain", Noting("drain"))
            .AddShutdownCallback(ShutdownPhase.StopAccepting, "stop accepting", Noting("stop accepting")));

        await host.StartAsync();
        await host.StopAsync();

        Assert.Equal(["stop accepting", "drain", "service stopped", "dispose", "kill"], _ran);
    }

    [Fact]
    public async Task A_host_whose_time_is_up_still_kills()
    {
        using var host = Build(services => services
            .Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(100))
            .AddHostedService<StuckService>()
            .AddShutdownCallback(ShutdownPhase.KillProcesses, "kill", Noting("kill")));

        await host.StartAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.StopAsync());

        Assert.Equal(["kill"], _ran);
    }

    [Fact]
    public async Task An_asynchronous_stopping_callback_is_waited_for()
    {
        using var host = Build(services => services.AddShutdownCoordinator());
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.OnStopping(host.Services.GetRequiredService<ShutdownCoordinator>(), "flush", async token =>
        {
            await Task.Delay(100, token);
            _ran.Enqueue("flushed");
        });

        await host.StartAsync();
        await host.StopAsync();

        Assert.Equal(["flushed"], _ran);
    }

    [Fact]
    public async Task A_stopping_callback_that_nobody_would_run_is_refused()
    {
        using var host = Build(_ => { });
        await using var coordinator = new ShutdownCoordinator();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();

        Assert.Throws<InvalidOperationException>(() => lifetime.OnStopping(coordinator, "lost", _ => ValueTask.CompletedTask));
    }

    [Fact]
    public async Task The_container_disposes_an_owned_instance_that_nobody_asked_for_once()
    {
        var owned = new Resource();
        var second = new Resource();
        var notOwned = new Resource();
        var host = Build(services => services
            .AddOwnedSingleton(owned).AddOwnedSingleton(second).AddKeyedSingleton("plain", notOwned));

        await host.StartAsync();
        Assert.Equal([owned, second], host.Services.GetServices<Resource>());
        await host.StopAsync();
        Assert.Equal(0, owned.Disposals);
        host.Dispose();

        Assert.Equal((1, 1, 0), (owned.Disposals, second.Disposals, notOwned.Disposals));
    }

    [Fact]
    public async Task The_task_tracker_is_drained_with_the_host()
    {
        using var host = Build(services => services
            .AddBackgroundTaskTracker(options => options.MaxConcurrency = 1)
            .AddBackgroundTaskTracker(options => options.FlowExecutionContext = false)
            .AddHostedService(_ => new NotingService(_ran)));
        await host.StartAsync();
        var tracker = host.Services.GetRequiredService<BackgroundTaskTracker>();
        Assert.True(tracker.TryRun(async token =>
        {
            await Task.Delay(100, token);
            _ran.Enqueue("worked");
        }));
        Assert.False(tracker.TryRun(_ => Task.CompletedTask)); // the limit of the first call holds

        await host.StopAsync();

        Assert.Equal(["worked", "service stopped"], _ran);
    }

    [Fact]
    public async Task Missing_protection_stops_the_start_of_the_host()
    {
        using var host = Build(services => services.AddChildProcessGroup(options =>
        {
            options.UseReaper = false;
            options.RequiredProtection = ParentExitProtection.ProcessTree;
        }));

        if (OperatingSystem.IsWindows())
            return;
        await Assert.ThrowsAsync<PlatformNotSupportedException>(() => host.StartAsync());
    }

    [Fact]
    public async Task Adding_the_coordinator_twice_sets_its_times_in_turn()
    {
        using var host = Build(services => services
            .AddShutdownCoordinator(options => options.Timeout = TimeSpan.FromMilliseconds(400))
            .AddShutdownCoordinator(options => options.KillReserve = TimeSpan.FromMilliseconds(100)));

        Assert.Single(host.Services.GetServices<ShutdownCoordinator>());
        Assert.Single(host.Services.GetServices<IHostedService>().OfType<ShutdownLifecycle>());
        // Were one of the two lost, the times would not add up, or this would hang for the default time.
        host.Services.GetRequiredService<ShutdownCoordinator>().Register(
            ShutdownPhase.Drain, "deaf", _ => new ValueTask(new TaskCompletionSource().Task));
        Assert.Equal(["deaf"], (await host.Services.GetRequiredService<ShutdownCoordinator>().RunAsync()).TimedOut);
    }

    private static IHost Build(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        configure(builder.Services);
        return builder.Build();
    }

    private Func<IServiceProvider, CancellationToken, ValueTask> Noting(string what) => (_, _) =>
    {
        _ran.Enqueue(what);
        return ValueTask.CompletedTask;
    };

    private sealed class NotingService(ConcurrentQueue<string> ran) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            ran.Enqueue("service stopped");
            return Task.CompletedTask;
        }
    }

    private sealed class StuckService : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private sealed class Resource : IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }
}
