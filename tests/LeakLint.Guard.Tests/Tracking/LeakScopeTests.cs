using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Xunit;

namespace LeakLint.Guard.Tests.Tracking;

[Collection(TrackingCollection.Name)]
public sealed class LeakScopeTests
{
    private readonly string _kind = $"thing-{Guid.NewGuid():N}";

    [Fact]
    public void A_scope_counts_what_is_created_in_it_until_it_is_released()
    {
        var before = Track();
        using var scope = LeakScope.Begin("request");
        var first = Track();
        var second = Track();
        Assert.Equal(2, scope.ActiveCount);

        before.Release();
        first.Release();
        first.Release();
        Assert.Equal(1, scope.ActiveCount);
        Assert.Equal(_kind, Assert.Single(scope.FindActive()).Kind);

        second.Release();
        Assert.Equal(0, scope.ActiveCount);
        Assert.Empty(scope.FindActive());
    }

    [Fact]
    public async Task A_scope_flows_with_the_asynchronous_flow_and_not_beside_it()
    {
        using var scope = LeakScope.Begin("request");
        var inner = await Task.Run(async () =>
        {
            await Task.Yield();
            return Track();
        });
        Task<LeakTrackingHandle> beside;
        using (ExecutionContext.SuppressFlow())
            beside = Task.Run(Track);
        var outer = await beside;
        Assert.Equal(1, scope.ActiveCount);
        inner.Release();
        outer.Release();
    }

    [Fact]
    public async Task Requests_at_the_same_time_are_told_apart()
    {
        // Every second request forgets something; all of them wait for each other in the middle.
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = 0;
        var suspects = await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            using var scope = LeakScope.Begin($"request {number}");
            await Task.Yield();
            var released = Track();
            if (Interlocked.Increment(ref waiting) == 50)
                all.SetResult();
            await all.Task;
            if (number % 2 == 0)
                LeakTracker.Track(new object(), _kind, $"of {number}");
            await Task.Yield();
            released.Release();
            return (number, Names: scope.FindActive().Select(static thing => thing.Name).ToArray());
        })).InTime();
        Assert.All(suspects, static suspect => Assert.Equal(suspect.number % 2 == 0 ? [$"of {suspect.number}"] : [], suspect.Names));
    }

    [Fact]
    public void An_inner_scope_counts_in_the_outer_one_too()
    {
        using var outer = LeakScope.Begin("test");
        LeakTrackingHandle handle;
        using (var inner = LeakScope.Begin("request"))
        {
            Assert.Same(inner, LeakScope.Current);
            Assert.Same(outer, inner.Outer);
            handle = Track();
            Assert.Equal(1, inner.ActiveCount);
        }

        Assert.Same(outer, LeakScope.Current);
        Assert.Equal(1, outer.ActiveCount);
        Assert.Single(outer.FindActive());
        handle.Release();
        Assert.Equal(0, outer.ActiveCount);
    }

    [Fact]
    public void What_is_detached_or_created_while_suppressed_does_not_count()
    {
        using var scope = LeakScope.Begin("request");
        var pooled = Track();
        pooled.Detach();
        pooled.Detach();
        LeakTrackingHandle background;
        using (LeakScope.Suppress())
        {
            Assert.Null(LeakScope.Current);
            background = Track();
        }

        Assert.Same(scope, LeakScope.Current);
        Assert.Equal(0, scope.ActiveCount);
        Assert.Equal(2, LeakTracker.FindActive(_kind).Count);
        Assert.Equal(1, LeakTracker.FindActive(_kind).Count(thing => thing.IsIn(scope)));
        pooled.Release();
        background.Release();
        Assert.Equal(0, scope.ActiveCount);
    }

    [Fact]
    public void What_is_created_after_the_end_does_not_count_and_what_is_left_can_still_be_listed()
    {
        var scope = LeakScope.Begin("request");
        var left = Track();
        scope.Dispose();
        scope.Dispose();
        var after = Track();
        Assert.Null(LeakScope.Current);
        Assert.Equal(1, scope.ActiveCount);
        Assert.Single(scope.FindActive());
        left.Release();
        after.Release();
        Assert.Equal(0, scope.ActiveCount);
    }

    [Fact]
    public void Scopes_one_after_another_in_one_flow_do_not_hang_on_each_other()
    {
        var first = BeginAndEnd();
        for (var i = 0; i < 3; i++)
        {
            using var scope = LeakScope.Begin("turn");
            Assert.Same(scope, LeakScope.Current);
            Assert.Null(scope.State.Outer);
        }

        using (LeakScope.Suppress())
            Assert.Null(LeakScope.Current);
        Assert.Null(LeakScope.Current);
        GC.Collect();
        Assert.False(first.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference BeginAndEnd()
    {
        using var scope = LeakScope.Begin("first");
        return new WeakReference(scope.State);
    }

    [Fact]
    public void A_scope_can_keep_where_everything_in_it_is_created()
    {
        using var scope = LeakScope.Begin("test", captureStacks: true);
        var handle = Track();
        var stack = Assert.Single(scope.FindActive()).CreationStack;
        handle.Release();
        Assert.Contains($"{nameof(LeakScopeTests)}.cs:line", stack);
    }

    [Fact]
    public async Task What_a_registry_holds_and_work_that_was_handed_over_do_not_count_in_the_request()
    {
        await using ResourceRegistry<string, object> registry = new(new() { Capacity = 2 });
        await using BackgroundTaskTracker tasks = new();
        TaskCompletionSource ends = new();
        using var scope = LeakScope.Begin("request");
        (await registry.GetOrAddAsync("a", static (_, _) => new(new object()))).Dispose();
        Assert.True(await registry.TryAddAsync("b", new object()));
        tasks.Track(ends.Task);
        Assert.Equal(0, scope.ActiveCount);
        ends.SetResult();
    }

    [Fact]
    public async Task A_scope_is_collected_although_a_timer_started_in_it_ticks_on()
    {
        var (scope, timer, handle) = BeginAndForget();
        await Eventually.True(
            () =>
            {
                GC.Collect();
                return !scope.IsAlive;
            },
            "the scope is collected");
        handle.Release();
        await timer.DisposeAsync();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (WeakReference Scope, Timer Timer, LeakTrackingHandle Handle) BeginAndForget()
    {
        using var scope = LeakScope.Begin("request");
        var handle = Track();
        return (new WeakReference(scope), new Timer(static _ => { }, null, 60_000, 60_000), handle);
    }

    private LeakTrackingHandle Track() => LeakTracker.Track(this, _kind);
}
