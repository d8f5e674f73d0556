using System;

namespace LeakLint.Guard;

/// <summary>A <see cref="ChildProcessGroup"/> was asked for one more process than its options allow.</summary>
public sealed class ChildProcessLimitException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="limit">The limit that was reached.</param>
    public ChildProcessLimitException(int limit)
        : base($"The group already owns {limit} live child processes, as many as its MaxProcesses allows. Stop one, or wait for a free place with StartAsync.")
        => Limit = limit;

    /// <summary>How many processes may be alive at once.</summary>
    public int Limit { get; }
}
