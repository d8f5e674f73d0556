using System.Collections.Generic;
using System.Threading;

namespace LeakLint.Guard.Testing.Probes;

/// <summary>The number of active timers: they cannot be told apart.</summary>
internal sealed class TimerProbe : LeakProbe
{
    private readonly long _baseline = Timer.ActiveCount;

    public override IEnumerable<Finding> Find()
    {
        var more = Timer.ActiveCount - _baseline;
        if (more > 0)
            yield return new Finding(FindingKinds.Timer, "") { Count = (int)more };
    }
}
