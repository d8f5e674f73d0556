using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Processes;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Tracking;

/// <summary>What the types of this library own is tracked for exactly as long as they own it.</summary>
[Collection(TrackingCollection.Name)]
public sealed class OwnerTrackingTests
{
    private readonly string _name = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_resource_is_tracked_until_it_was_disposed()
    {
        TaskCompletionSource disposing = new();
        TaskCompletionSource disposed = new();
        ResourceRegistry<string, object> registry = new(new()
        {
            Capacity = 2,
            Name = _name,
            Dispose = async _ =>
            {
                disposing.SetResult();
                await disposed.Task;
            },
        });
        (await registry.GetOrAddAsync("a", static (_, _) => new(new object()))).Dispose();
        Assert.Equal(1, Count(ResourceKinds.RegistryResource));

        Assert.True(registry.TryRetire("a"));
        await disposing.Task.InTime();
        Assert.Equal(1, Count(ResourceKinds.RegistryResource));

        disposed.SetResult();
        await registry.DisposeAsync();
        Assert.Equal(0, Count(ResourceKinds.RegistryResource));
    }

    [Fact]
    public async Task A_resource_that_is_refused_or_whose_disposal_fails_is_not_tracked()
    {
        ResourceRegistry<string, object> registry = new(new()
        {
            Capacity = 1, Name = _name, FullMode = RegistryFullMode.Reject, Dispose = static _ => throw new InvalidOperationException(),
        });
        Assert.True(await registry.TryAddAsync("a", new object()));
        Assert.False(await registry.TryAddAsync("a", new object()));
        Assert.False(await registry.TryAddAsync("b", new object()));
        Assert.Equal(1, Count(ResourceKinds.RegistryResource));

        await registry.DisposeAsync();
        Assert.False(await registry.TryAddAsync("c", new object()));
        Assert.Equal(0, Count(ResourceKinds.RegistryResource));
    }

    [Fact]
    public async Task Work_is_tracked_until_it_ends_however_it_does()
    {
        BackgroundTaskTracker tracker = new();
        TaskCompletionSource completes = new();
        TaskCompletionSource fails = new();
        tracker.Track(completes.Task, _name);
        Assert.True(tracker.TryRun(_ => fails.Task, _name));
        Assert.Equal(2, Count(ResourceKinds.BackgroundTask));

        completes.SetResult();
        fails.SetException(new InvalidOperationException());
        await tracker.DisposeAsync();
        Assert.Equal(0, Count(ResourceKinds.BackgroundTask));

        Assert.False(tracker.TryRun(_ => Task.CompletedTask, _name));
        Assert.Equal(0, Count(ResourceKinds.BackgroundTask));
    }

    [LinuxFact]
    public async Task A_process_is_tracked_until_it_ends_and_counts_in_the_request_that_started_it()
    {
        await using ChildProcessGroup group = new();
        using var scope = LeakScope.Begin("request");
        var child = group.Start(new ProcessStartInfo("sleep", "600"));
        var active = Assert.Single(scope.FindActive());
        Assert.Equal(ResourceKinds.ChildProcess, active.Kind);
        Assert.Equal($"sleep (pid {child.Id})", active.Name);

        await child.DisposeAsync();
        Assert.Equal(0, scope.ActiveCount);
        Assert.DoesNotContain(active, LeakTracker.FindActive(ResourceKinds.ChildProcess));
    }

    [Fact]
    public async Task A_value_is_tracked_from_its_eviction_until_it_was_disposed()
    {
        TaskCompletionSource disposed = new();
        BoundedDictionary<string, object> dictionary = new(new BoundedDictionaryOptions<string, object>
        {
            Capacity = 1, Name = _name, GracePeriod = TimeSpan.Zero, Dispose = _ => new ValueTask(disposed.Task),
        });
        dictionary["a"] = new object();
        Assert.Equal(0, Count(ResourceKinds.DictionaryValue));
        dictionary["b"] = new object();
        Assert.Equal(1, Count(ResourceKinds.DictionaryValue));

        disposed.SetResult();
        await dictionary.DisposeAsync();
        Assert.Equal(0, Count(ResourceKinds.DictionaryValue));
    }

    private int Count(string kind) => LeakTracker.FindActive(kind).Count(thing => thing.Name is { } name && name.Contains(_name));
}
