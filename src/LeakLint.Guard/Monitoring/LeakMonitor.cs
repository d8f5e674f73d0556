using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Threading;
using System.Threading.Tasks;
using LeakLint.Guard.Monitoring;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeakLint.Guard;

/// <summary>
/// Watches what this program uses: the live heap, its memory against the container's limit, threads, timers, child processes and whatever
/// the program's own probes measure. Tells where that stands against thresholds, and whether it grows without end. It never forces a
/// collection.
/// </summary>
/// <remarks>
/// As a hosted service it samples by itself: <c>services.AddLeakLintGuard()</c>. Without a host, call <see cref="Sample"/> now and again.
/// All members may be called from any thread.
/// </remarks>
public sealed class LeakMonitor : BackgroundService
{
    private static readonly TimeSpan _logInterval = TimeSpan.FromMinutes(10);

    private readonly object _gate = new();
    private readonly MonitorSettings _settings;
    private readonly IResourceReader _reader;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly long _start;
    private readonly ResourceWatch _watch;
    private readonly SnapshotHistory _history;
    private readonly StatusCallbacks _callbacks;
    private readonly MonitorResponse _response;
    private readonly MonitorMetrics _metrics;
    private readonly LogLimit _logLimit;
    private ResourceSnapshot? _current;

    /// <summary>Creates a monitor that has seen nothing yet. Its warm-up begins now.</summary>
    /// <param name="options">What to watch; defaults where null.</param>
    /// <param name="probes">What the program measures itself.</param>
    /// <param name="lifetime">The host, to stop it at <see cref="LeakStatus.Maximum"/> if the options say so.</param>
    /// <param name="timeProvider">The clock, or null for the system's.</param>
    /// <param name="logger">Where changes are told, or null.</param>
    /// <param name="meterFactory">What makes the meter of <c>leaklint.status</c>, or null for one of the monitor's own.</param>
    /// <exception cref="ArgumentException">A threshold does not rise or is for something that nothing measures, or two probes have one name.</exception>
    public LeakMonitor(
        LeakMonitorOptions? options = null,
        IEnumerable<IResourceProbe>? probes = null,
        IHostApplicationLifetime? lifetime = null,
        TimeProvider? timeProvider = null,
        ILogger<LeakMonitor>? logger = null,
        IMeterFactory? meterFactory = null)
        : this(
            options ?? new LeakMonitorOptions(), probes ?? [], lifetime, timeProvider ?? TimeProvider.System, logger,
            new ProcessReader(), TrimmableRegistries.All, meterFactory)
    {
    }

    internal LeakMonitor(
        LeakMonitorOptions options, IEnumerable<IResourceProbe> probes, IHostApplicationLifetime? lifetime,
        TimeProvider clock, ILogger? logger, IResourceReader reader, TrimmableRegistries registries,
        IMeterFactory? meterFactory = null)
    {
        _settings = MonitorSettings.From(options, probes);
        if (_settings.StopApplicationAtMaximum && lifetime is null)
            throw new ArgumentException($"{nameof(options.StopApplicationAtMaximum)} needs a host to stop.", nameof(options));
        _reader = reader;
        _clock = clock;
        _logger = logger ?? NullLogger.Instance;
        _start = clock.GetTimestamp();
        _watch = new ResourceWatch(_settings);
        _history = new SnapshotHistory(_settings.HistorySize);
        _callbacks = new StatusCallbacks(_logger);
        _logLimit = new LogLimit(_logInterval, clock);
        _response = new MonitorResponse(_settings, registries, lifetime, _logger, _logLimit);
        _metrics = new MonitorMetrics(meterFactory, () => Status);
    }

    /// <summary>The latest snapshot. The first one is taken now if there is none.</summary>
    public ResourceSnapshot Current => Volatile.Read(ref _current) ?? Sample();

    /// <summary>How the program does, as of the latest snapshot.</summary>
    public LeakStatus Status
    {
        get
        {
            lock (_gate)
                return _watch.Status;
        }
    }

    /// <summary>What makes <see cref="Status"/> what it is, for people; empty when it is healthy.</summary>
    internal string Causes
    {
        get
        {
            lock (_gate)
                return _watch.DescribeCauses();
        }
    }

    /// <summary>The latest snapshots.</summary>
    /// <returns>A copy, the oldest first, of at most <see cref="LeakMonitorOptions.HistorySize"/>.</returns>
    public IReadOnlyList<ResourceSnapshot> GetHistory()
    {
        lock (_gate)
            return _history.ToArray();
    }

    /// <summary>
    /// What grows and does not stop. A trend appears when growth was found to be beyond chance, larger than the noise and still going on in
    /// several samples in a row, and goes away when that ends. Growth during <see cref="LeakMonitorOptions.WarmUp"/> is not looked at.
    /// </summary>
    /// <returns>The trends as of the latest snapshot.</returns>
    public IReadOnlyList<GrowthTrend> GetTrends()
    {
        lock (_gate)
            return [.. _watch.Trends];
    }

    /// <summary>Calls back when the status changes: on the thread pool, in the order of the changes, one call at a time.</summary>
    /// <param name="callback">Gets the new status and the snapshot it came with. What it throws is logged.</param>
    /// <returns>Dispose it to hear no more.</returns>
    public IDisposable OnStatusChanged(Action<LeakStatus, ResourceSnapshot> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return _callbacks.Add(callback);
    }

    /// <summary>Measures now, besides what is measured by itself, and acts on what it sees.</summary>
    /// <returns>The snapshot.</returns>
    public ResourceSnapshot Sample()
    {
        // The probes are foreign code, and so under no lock.
        var values = MeasureProbes();
        MonitorChange change;
        ResourceSnapshot snapshot;
        lock (_gate)
        {
            var reading = _reader.Read();
            snapshot = new ResourceSnapshot(
                _clock.GetUtcNow(), reading.LiveHeapBytes, reading.HeapLimitBytes, reading.CommittedBytes, reading.WorkingSetBytes,
                reading.MemoryLimitBytes, reading.ThreadCount, reading.TimerCount, reading.ChildProcessCount, values);
            var (before, trends) = (_watch.Status, _watch.Trends);
            _watch.Update(_clock.GetElapsedTime(_start), reading, snapshot);
            _history.Add(snapshot);
            Volatile.Write(ref _current, snapshot);
            change = new MonitorChange(before, _watch.Status, trends, _watch.Trends, _watch.Status == LeakStatus.Healthy ? "" : _watch.DescribeCauses());
            if (change.IsNewStatus)
                _callbacks.Tell(change.Status, snapshot);
        }

        _response.React(change);
        return snapshot;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _metrics.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not on the thread that starts the host.
        await Task.Yield();
        using var timer = new PeriodicTimer(_settings.SampleInterval, _clock);
        try
        {
            do
                TrySample();
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private void TrySample()
    {
        try
        {
            Sample();
        }
        catch (Exception error)
        {
            if (_logLimit.TryPass(nameof(MonitorLog.SampleFailed)))
                MonitorLog.SampleFailed(_logger, error);
        }
    }

    private Dictionary<string, long> MeasureProbes()
    {
        var values = new Dictionary<string, long>(_settings.Probes.Count, StringComparer.Ordinal);
        foreach (var probe in _settings.Probes)
        {
            try
            {
                values[probe.Name] = probe.Measure();
            }
            catch (Exception error)
            {
                if (_logLimit.TryPass($"{nameof(MonitorLog.ProbeFailed)} {probe.Name}"))
                    MonitorLog.ProbeFailed(_logger, error, probe.Name);
            }
        }

        return values;
    }
}
