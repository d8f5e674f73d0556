using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard.TestHost;

/// <summary>A console program that does nothing about signals.</summary>
internal static class PlainOwner
{
    public static async Task<int> RunAsync(OwnerPlan plan)
    {
        // Not disposed by "using": only "return" does it, as a program without any care would end.
        var group = new ChildProcessGroup(plan.GroupOptions(), logger: new Echo());
        Children.Start(group, plan);
        await Console.In.ReadLineAsync().ConfigureAwait(false);
        switch (plan.End)
        {
            case "exit":
                Environment.Exit(5);
                break;
            case "throw":
                var thread = new Thread(() => throw new InvalidOperationException("ends the program"));
                thread.Start();
                await Task.Delay(Timeout.Infinite).ConfigureAwait(false);
                break;
            case "failfast":
                Environment.FailFast("ends the program");
                break;
        }

        await group.DisposeAsync().ConfigureAwait(false);
        return 0;
    }

    /// <summary>Says aloud when the group has a new reaper.</summary>
    private sealed class Echo : ILogger<ChildProcessGroup>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "ReaperRestarted")
                Console.WriteLine("reaper restarted");
        }
    }
}

/// <summary>A console program with a coordinator that listens for signals.</summary>
internal static class ListeningOwner
{
    public static async Task<int> RunAsync(OwnerPlan plan)
    {
        var group = new ChildProcessGroup(plan.GroupOptions());
        var coordinator = new ShutdownCoordinator(new ShutdownOptions
        {
            Timeout = TimeSpan.FromSeconds(plan.TimeoutSeconds),
            KillReserve = TimeSpan.FromSeconds(1),
        });
        coordinator.Register(ShutdownPhase.Dispose, "children", group.StopAsync);
        coordinator.Register(ShutdownPhase.KillProcesses, "children", _ =>
        {
            group.Dispose();
            return ValueTask.CompletedTask;
        });
        if (plan.Stuck == "drain")
            coordinator.Register(ShutdownPhase.Drain, "stuck", _ => new ValueTask(Children.Hang()));
        using var listening = coordinator.ListenForSignals();
        Children.Start(group, plan);
        await Task.Delay(Timeout.Infinite).ConfigureAwait(false);
        return 0;
    }
}

/// <summary>A program with a generic host.</summary>
internal static class HostedOwner
{
    public static async Task<int> RunAsync(OwnerPlan plan)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(plan.TimeoutSeconds));
        builder.Services.AddShutdownCoordinator(options =>
        {
            options.Timeout = TimeSpan.FromSeconds(plan.TimeoutSeconds);
            options.KillReserve = TimeSpan.FromSeconds(1);
        });
        builder.Services.AddChildProcessGroup(options => plan.Apply(options));
        if (plan.Stuck == "background")
            builder.Services.AddHostedService<StuckBackground>();
        if (plan.Stuck == "stop")
            builder.Services.AddHostedService<StuckStop>();
        using var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        Children.Start(host.Services.GetRequiredService<ChildProcessGroup>(), plan);
        await host.WaitForShutdownAsync().ConfigureAwait(false);
        return 0;
    }

    /// <summary>Ignores its token. The host waits for it until its time is up.</summary>
    private sealed class StuckBackground : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Children.Hang();
    }

    /// <summary>Never returns from StopAsync. The host waits for it for ever.</summary>
    private sealed class StuckStop : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Children.Hang();
    }
}

internal static class Children
{
    public static void Start(ChildProcessGroup group, OwnerPlan plan)
    {
        var ids = new List<int>();
        for (var i = 0; i < plan.Children; i++)
        {
            if (plan.Shape.StartsWith("says:", StringComparison.Ordinal))
                ids.Add(group.Start(Says(plan.Shape["says:".Length..])).Id);
            else
                ids.Add(group.Start(ChildShapes.Create(plan.Shape, i)).Id);
        }

        Console.WriteLine("ready " + string.Join(' ', ids));
    }

    public static Task Hang() => new TaskCompletionSource().Task;

    /// <summary>Leaves a file behind when it was asked to end, and only then.</summary>
    private static ProcessStartInfo Says(string path)
        => new("sh", ["-c", "trap 'echo asked > \"$1\"; exit 0' TERM; echo up > \"$1.up\"; while :; do sleep 0.05; done", "sh", Path.GetFullPath(path)]);
}
