namespace LeakLint.Guard;

/// <summary>
/// Measures something of a program's own that must not grow without end: open sessions, the length of a queue, rented buffers. Register
/// it as a service, and the <see cref="LeakMonitor"/> of the host samples it.
/// </summary>
public interface IResourceProbe
{
    /// <summary>What snapshots, thresholds and trends call it: lower case with underscores, such as "open_sessions". Unique.</summary>
    string Name { get; }

    /// <summary>What is counted, in the notation of OpenTelemetry, such as "{session}" or "By".</summary>
    string Unit { get; }

    /// <summary>
    /// Measures now. Called with each sample, from any thread: be quick, and take no lock that is held for long. What it throws is
    /// logged, and the value is missing in that sample.
    /// </summary>
    /// <returns>How much there is.</returns>
    long Measure();
}
