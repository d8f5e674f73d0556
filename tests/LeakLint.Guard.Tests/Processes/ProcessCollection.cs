using Xunit;

namespace LeakLint.Guard.Tests.Processes;

/// <summary>Tests that start processes run one after another: some of them look at the process table.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessCollection
{
    public const string Name = "processes";
}
