using System;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard.Release;

/// <summary>How a <see cref="ReleaseQueue"/> works.</summary>
/// <param name="Name">The collection that lets go of the items, for log lines.</param>
/// <param name="MaxConcurrency">How many items are released at the same time.</param>
/// <param name="Timeout">How long one item may take before the next one gets its turn.</param>
/// <param name="TimeProvider">The clock of the time-out.</param>
/// <param name="Logger">Where failures go.</param>
internal sealed record ReleaseQueueSettings(string Name, int MaxConcurrency, TimeSpan Timeout, TimeProvider TimeProvider, ILogger Logger);
