using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using LeakLint.Guard.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard.AspNetCore.Tests;

/// <summary>A real server on a free port, with a clock that the test moves.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Site(WebApplication app, FakeTimeProvider time, LogSink log)
    {
        _app = app;
        Time = time;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public FakeTimeProvider Time { get; }

    public LogSink Log { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<Site> StartAsync(Action<WebApplicationBuilder> configure, Action<WebApplication> use)
    {
        FakeTimeProvider time = new();
        LogSink log = new();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Logging.ClearProviders().AddProvider(log);
        configure(builder);
        WebApplication app = builder.Build();
        use(app);
        await app.StartAsync();
        return new Site(app, time, log);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>Keeps what is logged, with the name of its event.</summary>
internal sealed class LogSink : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(string? Event, string Message)> _entries = new();

    public string[] Suspicions => [.. _entries.Where(entry => entry.Event == "LEAK_SUSPECTED").Select(entry => entry.Message)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _entries.Enqueue((eventId.Name, formatter(state, exception)));

    public void Dispose()
    {
    }
}
