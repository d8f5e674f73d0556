using Xunit;

namespace LeakLint.Guard.Tests.Tracking;

/// <summary>Tests that change the level, count what the whole process tracks or wait for its collector run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TrackingCollection
{
    public const string Name = "tracking";
}
