using System;
using Xunit;

namespace LeakLint.Guard.Tests.Testing;

/// <summary>Runs something between two steps of the lock-free protocol, once, when this thread gets there.</summary>
internal sealed class InterleavingScript : IDisposable
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly InterleavingPoint _point;
    private Action? _between;

    public InterleavingScript(InterleavingPoint point, Action between)
    {
        _point = point;
        _between = between;
        Interleaving.Reached = Reach;
    }

    public void Dispose()
    {
        Interleaving.Reached = null;
        Assert.True(_between is null, $"{_point} was not reached: the test shows nothing.");
    }

    private void Reach(InterleavingPoint point)
    {
        if (point == _point && Environment.CurrentManagedThreadId == _thread && _between is { } between)
        {
            _between = null;
            between();
        }
    }
}

/// <summary>Tests that change something of the whole process: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "Process-wide";
}
