using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Xunit;

namespace LeakLint.Guard.Testing.Tests.Docs;

/// <summary>The code of docs/concepts/leak-assertions.md, so that it compiles and runs.</summary>
public sealed class Examples
{
    private static readonly Toolbox _toolbox = new();

    [Fact]
    public async Task Listing_tools_leaves_nothing_behind()
    {
        await LeakAssert.NoLeaksAsync(async () =>
        {
            await using var session = await Session.OpenAsync();
            await session.ListToolsAsync();
        });
    }

    [Fact]
    public async Task Closing_a_session_stops_its_timers()
    {
        await using var check = LeakAssert.Begin(new LeakAssertOptions { Kinds = LeakKinds.Default | LeakKinds.Timers });

        await using (var session = await Session.OpenAsync())
            await session.ListToolsAsync();

        await check.VerifyAsync();
    }

    [Fact]
    public async Task A_closed_session_can_be_collected()
    {
        await LeakAssert.CollectedAsync(async () =>
        {
            await using var session = await Session.OpenAsync();
            return session;
        });
    }

    [Fact]
    public async Task Sessions_are_tracked()
    {
        var session = await Session.OpenAsync();
        Assert.Equal(1, LeakTracker.CountActive()["tool-session"]);
        await session.DisposeAsync();
        Assert.False(LeakTracker.CountActive().ContainsKey("tool-session"));
    }

    [LinuxFact]
    public async Task The_message_on_the_page_is_the_real_one()
    {
        Process? left = null;
        var failure = await Assert.ThrowsAsync<LeakAssertionException>(async () => await LeakAssert.NoLeaksAsync(
            () =>
            {
                left = Process.Start("sleep", "600");
                return Task.CompletedTask;
            },
            new LeakAssertOptions { Timeout = Leaks.Brief }));
        left!.Kill();
        await left.WaitForExitAsync();
        Assert.Contains(failure.Message.Replace($"pid {left.Id}", "pid 40912"), PageTests.Page);
        left.Dispose();
    }

    private sealed class Toolbox;

    private sealed class Session : IAsyncDisposable
    {
        private readonly LeakTrackingHandle _tracking;

        public Session(Toolbox toolbox)
        {
            ArgumentNullException.ThrowIfNull(toolbox);
            _tracking = LeakTracker.Track(this, "tool-session");
        }

        public static Task<Session> OpenAsync() => Task.FromResult(new Session(_toolbox));

        public Task ListToolsAsync()
        {
            _tracking.Record("list tools");
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            _tracking.Release(this);
            return ValueTask.CompletedTask;
        }
    }
}
