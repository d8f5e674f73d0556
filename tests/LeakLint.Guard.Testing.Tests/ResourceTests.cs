using System;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LeakLint.Guard.Testing.Tests;

public sealed class ResourceTests
{
    [Fact]
    public async Task A_tracked_thing_that_is_released_is_no_leak()
        => await Leaks.NoneAsync(() =>
        {
            LeakTracker.Track(this, "socket").Release();
            return Task.CompletedTask;
        });

    [Fact]
    public async Task A_thing_that_is_not_released_is_named_with_its_creation_site_and_the_rule()
    {
        LeakTrackingHandle handle = default;
        var leak = await Leaks.FindAsync(() =>
        {
            handle = LeakTracker.Track(this, "socket", "db-1");
            return Task.CompletedTask;
        });
        handle.Release();

        Assert.Contains("One thing was left behind", leak.Message);
        Assert.Contains("1 socket: db-1", leak.Message);
        Assert.Contains(nameof(A_thing_that_is_not_released_is_named_with_its_creation_site_and_the_rule), leak.Message);
        Assert.Contains("ResourceTests.cs:line", leak.Message);
        Assert.Contains("LEAK1001", leak.Message);
        Assert.Contains("https://github.com/leaklint/leaklint/blob/main/docs/rules/LEAK1001.md", leak.Message);
        var report = Assert.Single(leak.Leaks);
        Assert.Equal("socket", report.Kind);
        Assert.StartsWith("   at LeakLint.Guard.Testing.Tests.ResourceTests", report.CreationStack, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_there_before_is_not_reported()
    {
        var before = LeakTracker.Track(this, "socket");
        await Leaks.NoneAsync(() => Task.CompletedTask);
        Assert.True(before.Release());
    }

    [Fact]
    public async Task What_takes_the_place_of_something_released_is_reported()
    {
        // The tracker uses the places of released things again: the new thing must not pass for the old one.
        var before = LeakTracker.Track(this, "socket");
        LeakTrackingHandle after = default;
        await Leaks.FindAsync(() =>
        {
            before.Release();
            after = LeakTracker.Track(this, "socket");
            return Task.CompletedTask;
        });
        after.Release();
    }

    [Fact]
    public async Task What_is_released_a_little_later_is_no_leak()
    {
        var handle = LeakTracker.Track(this, "socket");
        Task? late = null;
        await Leaks.NoneAsync(() =>
        {
            var created = LeakTracker.Track(this, "socket");
            late = Task.Run(async () =>
            {
                await Task.Delay(30);
                created.Release();
            });
            return Task.CompletedTask;
        });
        await late!;
        handle.Release();
    }

    [Fact]
    public async Task A_registry_that_is_not_drained_is_reported_with_its_keys()
    {
        ResourceRegistry<string, object> registry = null!;
        var leak = await Leaks.FindAsync(async () =>
        {
            registry = new(new() { Capacity = 2, Name = "sessions" });
            (await registry.GetOrAddAsync("alice", static (_, _) => new(new object()))).Dispose();
        });
        Assert.Contains("1 registry-resource: 'alice' of sessions", leak.Message);

        await registry.DisposeAsync();
        Assert.DoesNotContain(LeakTracker.FindActive(ResourceKinds.RegistryResource), resource => resource.Name == "'alice' of sessions");
    }

    [Fact]
    public async Task A_registry_that_is_drained_is_clean()
        => await Leaks.NoneAsync(async () =>
        {
            await using ResourceRegistry<string, object> registry = new(new() { Capacity = 1 });
            (await registry.GetOrAddAsync("alice", static (_, _) => new(new object()))).Dispose();
            (await registry.GetOrAddAsync("bob", static (_, _) => new(new object()))).Dispose();
        });

    [Fact]
    public async Task A_value_whose_disposal_hangs_is_reported()
    {
        TaskCompletionSource hung = new();
        var leak = await Leaks.FindAsync(() =>
        {
            BoundedDictionary<string, object> dictionary = new(new BoundedDictionaryOptions<string, object>
            {
                Capacity = 1, Name = "pages", GracePeriod = TimeSpan.Zero, Dispose = _ => new ValueTask(hung.Task),
            });
            dictionary["a"] = new object();
            dictionary["b"] = new object();
            return Task.CompletedTask;
        });
        hung.SetResult();
        Assert.Contains("1 dictionary-value: pages", leak.Message);
    }

    [Fact]
    public async Task Background_work_is_named_until_it_ends()
    {
        await using BackgroundTaskTracker tracker = new();
        TaskCompletionSource ends = new();
        var leak = await Leaks.FindAsync(() =>
        {
            Assert.True(tracker.TryRun(_ => ends.Task, "send-mail"));
            return Task.CompletedTask;
        });
        Assert.Contains("1 background-task: send-mail (still running)", leak.Message);
        Assert.Contains("LEAK5001", leak.Message);

        await Leaks.NoneAsync(() =>
        {
            tracker.TryRun(_ => Task.CompletedTask);
            ends.SetResult();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Kinds_and_names_can_be_ignored()
    {
        var options = new LeakAssertOptions { Timeout = Leaks.Brief, Ignore = { "socket", "pool" } };
        LeakTrackingHandle first = default;
        LeakTrackingHandle second = default;
        await LeakAssert.NoLeaksAsync(
            () =>
            {
                first = LeakTracker.Track(this, "socket", "a");
                second = LeakTracker.Track(this, "file", "the pool's");
                return Task.CompletedTask;
            },
            options);
        first.Release();
        second.Release();
    }

    [Fact]
    public async Task The_exception_of_the_body_is_not_hidden_by_what_it_left()
    {
        LeakTrackingHandle handle = default;
        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await LeakAssert.NoLeaksAsync(() =>
        {
            handle = LeakTracker.Track(this, "socket");
            throw new InvalidTimeZoneException();
        }));
        handle.Release();
    }

    [Fact]
    public async Task A_check_verifies_when_it_is_disposed()
    {
        LeakTrackingHandle handle = default;
        await Assert.ThrowsAsync<LeakAssertionException>(async () =>
        {
            await using var check = LeakAssert.Begin(new LeakAssertOptions { Timeout = Leaks.Brief });
            handle = LeakTracker.Track(this, "socket");
        });
        handle.Release();
    }

    [Fact]
    public async Task A_check_that_failed_does_not_fail_again_when_it_is_disposed()
    {
        var check = LeakAssert.Begin(new LeakAssertOptions { Timeout = Leaks.Brief });
        var handle = LeakTracker.Track(this, "socket");
        await Assert.ThrowsAsync<LeakAssertionException>(async () => await check.VerifyAsync());
        await check.DisposeAsync();
        handle.Release();
    }

    [Fact]
    public async Task A_verification_can_be_cancelled()
    {
        await using var check = LeakAssert.Begin(new LeakAssertOptions { Timeout = Leaks.Long });
        var handle = LeakTracker.Track(this, "socket");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await check.VerifyAsync(new CancellationToken(canceled: true)));
        handle.Release();
    }
}
