using System.Diagnostics.Metrics;

namespace LeakLint.Guard;

/// <summary>
/// The meter of what is counted for the whole process: trackers, registries and groups are made without a container, and count together
/// whoever made them. What belongs to a host is measured by a meter of the host's <see cref="IMeterFactory"/> of the same name.
/// </summary>
internal static class GuardMeter
{
    public const string Name = "LeakLint.Guard";

    /// <summary>The attribute that says what sort of thing is counted.</summary>
    public const string Kind = "leaklint.resource.kind";

    public static Meter Process { get; } = new(Name);
}
