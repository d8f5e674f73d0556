using System;
using System.Collections.Generic;

namespace LeakLint.Guard;

/// <summary>Gathers what goes wrong in a shutdown.</summary>
internal sealed class ShutdownOutcome
{
    private readonly List<string> _timedOut = [];
    private readonly List<Exception> _errors = [];

    public void AddTimedOut(string name)
    {
        lock (_timedOut)
            _timedOut.Add(name);
    }

    public void AddError(Exception error)
    {
        lock (_timedOut)
            _errors.Add(error);
    }

    public ShutdownReport Close(TimeSpan elapsed)
    {
        lock (_timedOut)
            return new ShutdownReport(elapsed, _timedOut.ToArray(), _errors.ToArray());
    }
}
