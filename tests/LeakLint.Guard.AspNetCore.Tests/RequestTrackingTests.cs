using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeakLint.Guard.AspNetCore.Tests;

/// <summary>Which requests are suspected of leaking, on a real server.</summary>
[Collection(MeterCollection.Name)]
public sealed class RequestTrackingTests : IDisposable
{
    private const string Kind = "test-session";

    private readonly ConcurrentQueue<string?> _suspected = new();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentBag<Session> _kept = [];

    public RequestTrackingTests()
    {
        _listener.InstrumentPublished = (instrument, owner) =>
        {
            if (instrument.Name == "leaklint.request.suspected")
            {
                owner.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _suspected.Enqueue(tags.IsEmpty ? null : (string?)tags[0].Value));
        _listener.Start();
    }

    [Fact]
    public async Task Among_interleaved_requests_those_that_leak_are_found_and_no_others()
    {
        await using Site site = await StartAsync();
        string[] paths = ["/clean", "/leak/1", "/slow", "/scoped", "/registered", "/handed-over", "/nothing", "/inner"];
        Random random = new(7);
        string[] requests = [.. Enumerable.Repeat(paths, 50).SelectMany(all => all)];
        random.Shuffle(requests);

        await Task.WhenAll(requests.Chunk(25).Select(async chunk =>
        {
            foreach (string path in chunk)
            {
                Assert.Equal(HttpStatusCode.OK, (await site.Client.GetAsync(path)).StatusCode);
            }
        })).InTime();
        await LetTimePassAsync(site, () => _suspected.Count >= 50);

        Assert.Equal(50, _suspected.Count);
        Assert.All(_suspected, route => Assert.Equal("/leak/{id}", route));
        string suspicion = Assert.Single(site.Log.Suspicions);
        Assert.Contains("GET /leak/{id} has ended and left 1 behind", suspicion, StringComparison.Ordinal);
        Assert.Contains($"{Kind} 'leaked'", suspicion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_services_of_the_request_hold_until_they_are_disposed_is_no_leak()
    {
        await using Site site = await StartAsync();

        await site.Client.GetAsync("/scoped");
        await site.Client.GetAsync("/registered");
        await site.Client.GetAsync("/leak/1");
        await LetTimePassAsync(site, () => !_suspected.IsEmpty);

        Assert.Equal(["/leak/{id}"], _suspected);
    }

    [Fact]
    public async Task A_request_that_fails_is_looked_at_too()
    {
        await using Site site = await StartAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, (await site.Client.GetAsync("/fails")).StatusCode);
        await LetTimePassAsync(site, () => !_suspected.IsEmpty);

        Assert.Equal(["/fails"], _suspected);
    }

    [Fact]
    public async Task A_request_without_a_route_is_counted_without_one()
    {
        await using Site site = await StartAsync(app => app.Use((HttpContext context, RequestDelegate next) =>
        {
            if (context.Request.Path == "/unrouted")
            {
                Keep();
                return Task.CompletedTask;
            }

            return next(context);
        }));

        await site.Client.GetAsync("/unrouted");
        await LetTimePassAsync(site, () => !_suspected.IsEmpty);

        Assert.Equal([null], _suspected);
        await Eventually.True(() => site.Log.Suspicions.Length == 1, "it was logged");
        Assert.Contains("GET (no route)", site.Log.Suspicions[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_that_leaks_is_logged_once_a_minute_and_counted_each_time()
    {
        await using Site site = await StartAsync();
        for (int i = 1; i <= 5; i++)
        {
            await site.Client.GetAsync($"/leak/{i}");
            int expected = i;
            await LetTimePassAsync(site, () => _suspected.Count == expected);
        }

        Assert.Single(site.Log.Suspicions);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.Client.GetAsync("/leak/6");
        await LetTimePassAsync(site, () => _suspected.Count == 6);

        await Eventually.True(() => site.Log.Suspicions.Length == 2, "a second line was logged");
        Assert.Contains("Suppressed since the last report: 4", site.Log.Suspicions[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_process_that_a_request_started_and_left_running_is_a_leak()
    {
        await using ChildProcessGroup group = new();
        await using Site site = await StartAsync(app =>
        {
            app.MapGet("/start", () => { group.Start(new ProcessStartInfo("sleep", ["600"])); });
            app.MapGet("/run", async () =>
            {
                await using ChildProcess child = group.Start(new ProcessStartInfo("sleep", ["600"]));
            });
        });

        await site.Client.GetAsync("/run");
        await site.Client.GetAsync("/start");
        await LetTimePassAsync(site, () => !_suspected.IsEmpty);

        Assert.Equal(["/start"], _suspected);
        await Eventually.True(() => site.Log.Suspicions.Length == 1, "it was logged");
        Assert.Contains(ResourceKinds.ChildProcess, site.Log.Suspicions[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_registry_keeps_is_no_leak_of_the_request_that_made_it()
    {
        await using ResourceRegistry<string, Session> registry = new(new() { Capacity = 8 });
        await using Site site = await StartAsync(app => app.MapGet("/lease", async () =>
        {
            using ResourceLease<Session> lease = await registry.GetOrAddAsync("a", static (_, _) => new(new Session("kept")));
        }));

        await site.Client.GetAsync("/lease");
        await site.Client.GetAsync("/leak/1");
        await LetTimePassAsync(site, () => !_suspected.IsEmpty);

        Assert.Equal(1, registry.Count);
        Assert.Equal(["/leak/{id}"], _suspected);
    }

    [Fact]
    public async Task Memory_is_told_only_of_a_request_that_ran_alone()
    {
        TaskCompletionSource entered = new();
        TaskCompletionSource proceed = new();
        await using Site site = await StartAsync(app => app.MapGet("/gate", async () =>
        {
            Keep();
            entered.SetResult();
            await proceed.Task;
        }));
        await site.Client.GetAsync("/leak/1");
        await LetTimePassAsync(site, () => _suspected.Count == 1);
        await Eventually.True(() => site.Log.Suspicions.Length == 1, "the first was logged");
        Assert.Matches(@"Allocated: \d+\.", site.Log.Suspicions[0]);

        Task gate = site.Client.GetAsync("/gate");
        await entered.Task.InTime();
        await site.Client.GetAsync("/clean");
        proceed.SetResult();
        await gate.InTime();
        await LetTimePassAsync(site, () => _suspected.Count == 2);
        await Eventually.True(() => site.Log.Suspicions.Length == 2, "the second was logged");

        Assert.Contains("Allocated: (null).", site.Log.Suspicions[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scope_of_a_request_ends_with_it()
    {
        LeakScope? during = null;
        LeakScope? after = null;
        TaskCompletionSource ended = new();
        TaskCompletionSource looked = new();
        await using Site site = await StartAsync(app => app.MapGet("/flow", () =>
        {
            during = LeakScope.Current;
            // Flows out of the request with the execution context, as timers and forgotten tasks do.
            _ = Task.Run(async () =>
            {
                await ended.Task;
                after = LeakScope.Current;
                looked.SetResult();
            });
        }));

        await site.Client.GetAsync("/flow");
        ended.SetResult();
        await looked.Task.InTime();

        Assert.NotNull(during);
        Assert.Null(after);
        Assert.Null(LeakScope.Current);
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (Session session in _kept)
        {
            session.Dispose();
        }
    }

    /// <summary>Moves the clock on, each time by the second that a request has to let go of what it holds, until something is seen.</summary>
    private static async Task LetTimePassAsync(Site site, Func<bool> isSeen)
        => await Eventually.True(
            () =>
            {
                site.Time.Advance(TimeSpan.FromSeconds(1));
                return isSeen();
            },
            "the suspicions were counted");

    private Task<Site> StartAsync(Action<WebApplication>? use = null) => Site.StartAsync(
        builder =>
        {
            builder.Services.AddLeakLintGuard();
            builder.Services.AddScoped(_ => new Session("scoped"));
            builder.Services.AddAuthentication();
            builder.Services.AddAuthorization();
        },
        app =>
        {
            // As WebApplication does by itself: the services of the request are made, and their disposal registered, before the tracking.
            app.UseAuthentication();
            app.UseLeakLintRequestTracking();
            app.MapGet("/nothing", () => "");
            app.MapGet("/clean", async () =>
            {
                using Session session = new("clean");
                await Task.Yield();
            });
            app.MapGet("/slow", async () =>
            {
                using Session session = new("slow");
                await Task.Delay(20);
            });
            app.MapGet("/scoped", async (Session session) => await Task.Yield());
            app.MapGet("/registered", (HttpContext context) => context.Response.RegisterForDispose(new Session("registered")));
            app.MapGet("/handed-over", () =>
            {
                Session session = new("handed over");
                session.Handle.Detach();
                _kept.Add(session);
            });
            app.MapGet("/inner", async () =>
            {
                using LeakScope inner = LeakScope.Begin("inner");
                using Session session = new("inner");
                await Task.Yield();
            });
            app.MapGet("/leak/{id}", async () =>
            {
                await Task.Yield();
                Keep();
                await Task.Delay(5);
            });
            app.MapGet("/fails", void () =>
            {
                Keep();
                throw new InvalidOperationException("boom");
            });
            use?.Invoke(app);
        });

    private void Keep() => _kept.Add(new Session("leaked"));

    private sealed class Session : IDisposable
    {
        public Session(string name) => Handle = LeakTracker.Track(this, Kind, name);

        public LeakTrackingHandle Handle { get; }

        public void Dispose() => Handle.Release(this);
    }
}

/// <summary>Tests that listen to a meter, which the whole process shares.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeterCollection
{
    public const string Name = "meter";
}
