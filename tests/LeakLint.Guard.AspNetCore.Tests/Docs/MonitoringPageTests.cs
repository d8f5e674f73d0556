using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace LeakLint.Guard.AspNetCore.Tests.Docs;

/// <summary>The page on monitoring shows code that compiles and runs: the code of <see cref="MonitoringExamples"/>.</summary>
public sealed partial class MonitoringPageTests
{
    [Fact]
    public void Every_example_on_the_page_is_compiled()
    {
        string page = Repository.Read("docs", "concepts", "runtime-monitoring.md");
        string compiled = Repository.Normalize(Repository.Read("tests", "LeakLint.Guard.AspNetCore.Tests", "Docs", "MonitoringExamples.cs"));
        MatchCollection examples = Example().Matches(page);
        Assert.Equal(6, examples.Count);
        Assert.All(examples, example => Assert.Contains(Repository.Normalize(example.Groups[1].Value), compiled));
        Assert.DoesNotContain("```csharp\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_setup_runs_and_shows_strangers_nothing()
    {
        await using WebApplication app = MonitoringExamples.Setup(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
        await app.StartAsync();
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal("Healthy", await client.GetStringAsync("/health"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/leaklint/stats")).StatusCode);
        await app.StopAsync();
    }

    [Fact]
    public async Task The_configured_program_follows_its_own_probe()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
        builder.Services.AddSingleton(new MonitoringExamples.SessionStore { Count = 420 });
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorizationBuilder().AddPolicy("operators", policy => policy.RequireUserName("operator"));
        await using WebApplication app = MonitoringExamples.Configured(builder);
        LeakMonitor monitor = app.Services.GetRequiredService<LeakMonitor>();
        int calls = 0;
        using IDisposable heard = monitor.OnStatusChanged((_, _) => Interlocked.Increment(ref calls));

        MonitoringExamples.Listen(monitor, NullLogger.Instance, () => monitor.Sample());

        Assert.Equal(LeakStatus.Warning, monitor.Status);
        await Eventually.True(() => calls == 1, "the change was told");
    }

    [Fact]
    public void A_tracked_session_belongs_to_the_request_until_the_pool_gets_it()
    {
        using LeakScope scope = LeakScope.Begin("request");
        using MonitoringExamples.DbSession pooled = new();
        using (new MonitoringExamples.DbSession())
        {
            Assert.Equal(2, scope.ActiveCount);
        }

        Assert.Equal(1, scope.ActiveCount);
        pooled.GiveToPool();
        Assert.Equal(0, scope.ActiveCount);
    }

    [GeneratedRegex("^```csharp guard\\r?\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
