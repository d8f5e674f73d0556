using System;
using System.Collections.Generic;

namespace LeakLint.Guard;

/// <summary>How an orderly end went.</summary>
/// <param name="Elapsed">From its beginning to the end of the last phase.</param>
/// <param name="TimedOut">The names of callbacks that had not ended when their time was up. They may still be running.</param>
/// <param name="Errors">What callbacks threw in time. Each was logged where it happened.</param>
public sealed record ShutdownReport(TimeSpan Elapsed, IReadOnlyList<string> TimedOut, IReadOnlyList<Exception> Errors);
