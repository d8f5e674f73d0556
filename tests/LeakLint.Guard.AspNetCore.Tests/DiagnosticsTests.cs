using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace LeakLint.Guard.AspNetCore.Tests;

/// <summary>Who sees the diagnostics, and what they say.</summary>
public sealed class DiagnosticsTests
{
    private static readonly string[] _paths = ["/leaklint/stats", "/leaklint/history"];

    [Fact]
    public async Task Without_authentication_there_is_nothing_to_see()
    {
        await using Site site = await Site.StartAsync(
            builder => builder.Services.AddLeakLintGuard(), app => app.MapLeakLintDiagnostics(allowCollection: true));

        foreach (string path in _paths)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync(path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.PostAsync("/leaklint/gc", null)).StatusCode);
        Assert.Empty(await (await site.Client.GetAsync(_paths[0])).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Strangers_are_challenged_where_there_is_authentication()
    {
        await using Site site = await StartAuthenticatedAsync(app => app.MapLeakLintDiagnostics(allowCollection: true));

        foreach (string path in _paths)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await site.Client.GetAsync(path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await site.Client.PostAsync("/leaklint/gc", null)).StatusCode);
    }

    [Fact]
    public async Task A_policy_of_the_application_holds_too()
    {
        await using Site site = await StartAuthenticatedAsync(app => app.MapLeakLintDiagnostics().RequireAuthorization("operators"));
        SignIn(site, "somebody");
        Assert.Equal(HttpStatusCode.Forbidden, (await site.Client.GetAsync(_paths[0])).StatusCode);

        SignIn(site, "operator");
        Assert.Equal(HttpStatusCode.OK, (await site.Client.GetAsync(_paths[0])).StatusCode);
    }

    [Fact]
    public async Task A_default_policy_that_lets_everybody_in_does_not_open_the_diagnostics()
    {
        await using Site site = await StartAuthenticatedAsync(
            app => app.MapLeakLintDiagnostics(),
            services => services.AddAuthorizationBuilder().SetDefaultPolicy(
                new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build()));

        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync(_paths[0])).StatusCode);
    }

    [Fact]
    public async Task Who_opens_them_on_purpose_gets_them_open()
    {
        await using Site plain = await Site.StartAsync(
            builder => builder.Services.AddLeakLintGuard(), app => app.MapLeakLintDiagnostics("/internal").AllowAnonymous());
        await using Site authenticated = await StartAuthenticatedAsync(app => app.MapLeakLintDiagnostics("/internal").AllowAnonymous());

        Assert.Equal(HttpStatusCode.OK, (await plain.Client.GetAsync("/internal/stats")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await authenticated.Client.GetAsync("/internal/history")).StatusCode);
    }

    [Fact]
    public async Task Stats_tell_the_status_the_numbers_and_what_is_tracked()
    {
        await using Site site = await StartAuthenticatedAsync(app => app.MapLeakLintDiagnostics());
        SignIn(site, "operator");
        object tracked = new();
        LeakTrackingHandle handle = LeakTracker.Track(tracked, "test-stats");

        HttpResponseMessage response = await site.Client.GetAsync("/leaklint/stats");

        using JsonDocument stats = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        JsonElement current = stats.RootElement.GetProperty("current");
        Assert.Equal("Healthy", stats.RootElement.GetProperty("status").GetString());
        Assert.True(current.GetProperty("workingSetBytes").GetInt64() > 1_000_000);
        Assert.Equal(42, current.GetProperty("probes").GetProperty("answers").GetInt64());
        Assert.Equal(0, stats.RootElement.GetProperty("trends").GetArrayLength());
        Assert.Equal(1, stats.RootElement.GetProperty("tracked").GetProperty("test-stats").GetInt32());
        Assert.True(response.Headers.CacheControl!.NoStore);
        handle.Release(tracked);
    }

    [Fact]
    public async Task History_tells_the_snapshots_the_oldest_first()
    {
        await using Site site = await StartAuthenticatedAsync(app => app.MapLeakLintDiagnostics());
        SignIn(site, "operator");
        LeakMonitor monitor = site.Services.GetRequiredService<LeakMonitor>();
        await Eventually.True(() => monitor.GetHistory().Count == 1 && site.Time.ArmedTimers > 0, "the first sample was taken");
        site.Time.Advance(TimeSpan.FromSeconds(10));
        monitor.Sample();

        using JsonDocument history = JsonDocument.Parse(await site.Client.GetStringAsync("/leaklint/history"));

        DateTimeOffset[] times = [.. history.RootElement.EnumerateArray().Select(snapshot => snapshot.GetProperty("timestamp").GetDateTimeOffset())];
        Assert.Equal(monitor.GetHistory().Select(snapshot => snapshot.Timestamp), times);
        Assert.Equal(TimeSpan.FromSeconds(10), times[1] - times[0]);
    }

    [Fact]
    public async Task Collecting_is_off_unless_asked_for()
    {
        await using Site site = await StartAuthenticatedAsync(app => app.MapLeakLintDiagnostics());
        SignIn(site, "operator");

        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.PostAsync("/leaklint/gc", null)).StatusCode);
    }

    [Fact]
    public async Task Collecting_is_done_once_a_minute()
    {
        await using Site site = await StartAuthenticatedAsync(app => app.MapLeakLintDiagnostics(allowCollection: true));
        SignIn(site, "operator");
        int before = GC.CollectionCount(GC.MaxGeneration);

        HttpResponseMessage first = await site.Client.PostAsync("/leaklint/gc", null);
        HttpResponseMessage second = await site.Client.PostAsync("/leaklint/gc", null);
        site.Time.Advance(TimeSpan.FromSeconds(61));
        HttpResponseMessage third = await site.Client.PostAsync("/leaklint/gc", null);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], new[] { first, second, third }.Select(r => r.StatusCode));
        Assert.Equal(TimeSpan.FromMinutes(1), second.Headers.RetryAfter!.Delta);
        Assert.True(GC.CollectionCount(GC.MaxGeneration) >= before + 2);
        using JsonDocument result = JsonDocument.Parse(await first.Content.ReadAsStringAsync());
        Assert.True(result.RootElement.GetProperty("heapBytesAfter").GetInt64() > 0);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await site.Client.GetAsync("/leaklint/gc")).StatusCode);
    }

    [Theory]
    [InlineData(5, HttpStatusCode.OK, "Healthy")]
    [InlineData(15, HttpStatusCode.OK, "Degraded")]
    [InlineData(25, HttpStatusCode.ServiceUnavailable, "Unhealthy")]
    public async Task The_health_endpoint_follows_the_status(long value, HttpStatusCode code, string text)
    {
        await using Site site = await Site.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<IResourceProbe>(new Answers(value));
                // Trimming is for the whole program, and other tests have registries.
                builder.Services.AddLeakLintGuard(options => (options.Thresholds["answers"], options.TrimRegistriesAtCritical) = (new(10, 20, 30), false));
                builder.Services.AddHealthChecks().AddLeakLint();
            },
            app => app.MapHealthChecks("/health"));

        HttpResponseMessage response = await site.Client.GetAsync("/health");

        Assert.Equal(code, response.StatusCode);
        Assert.Equal(text, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Diagnostics_of_nothing_are_refused_at_the_start()
    {
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Site.StartAsync(_ => { }, app => app.MapLeakLintDiagnostics()));

        Assert.Contains("AddLeakLintGuard", error.Message, StringComparison.Ordinal);
    }

    private static Task<Site> StartAuthenticatedAsync(Action<WebApplication> use, Action<IServiceCollection>? configure = null) => Site.StartAsync(
        builder =>
        {
            builder.Services.AddLeakLintGuard();
            builder.Services.AddSingleton<IResourceProbe>(new Answers(42));
            builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("header", null);
            builder.Services.AddAuthorizationBuilder().AddPolicy("operators", policy => policy.RequireUserName("operator"));
            configure?.Invoke(builder.Services);
        },
        app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            use(app);
        });

    private static void SignIn(Site site, string name)
    {
        site.Client.DefaultRequestHeaders.Remove("X-User");
        site.Client.DefaultRequestHeaders.Add("X-User", name);
    }

    private sealed class Answers(long value) : IResourceProbe
    {
        public string Name => "answers";

        public string Unit => "{answer}";

        public long Measure() => value;
    }

    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["X-User"].ToString() is not { Length: > 0 } name)
                return Task.FromResult(AuthenticateResult.NoResult());
            ClaimsIdentity identity = new([new Claim(ClaimTypes.Name, name)], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}
