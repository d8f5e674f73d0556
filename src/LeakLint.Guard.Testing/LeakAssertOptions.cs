using System;
using System.Collections.Generic;

namespace LeakLint.Guard.Testing;

/// <summary>What a <see cref="LeakCheck"/> looks for, and how patiently.</summary>
public sealed class LeakAssertOptions
{
    /// <summary>What to look for. Default <see cref="LeakKinds.Default"/>.</summary>
    public LeakKinds Kinds { get; set; } = LeakKinds.Default;

    /// <summary>How long what is found has to go away by itself, counted from the verification. Default 2 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether to keep where tracked things are created, if they are created in the flow of the test. For those created elsewhere, set
    /// <see cref="LeakTracker.Level"/>. Default true.
    /// </summary>
    public bool CaptureStacks { get; set; } = true;

    /// <summary>
    /// Whether to fail also on what is found while another check runs, and may be the other one's. Default false: it is only told in
    /// <see cref="LeakCheck.Inconclusive"/>.
    /// </summary>
    public bool FailWhenInconclusive { get; set; }

    /// <summary>What not to report: kinds, names, or parts of names.</summary>
    public ICollection<string> Ignore { get; } = new List<string>();
}
