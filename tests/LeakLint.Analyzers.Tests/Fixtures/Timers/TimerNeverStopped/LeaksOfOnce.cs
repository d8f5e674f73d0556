// One that fires once at a time keeps nothing for long; where its sibling is disposed it was forgotten all the same.
sealed class Zone : IDisposable
{
    private readonly Timer _refresh;
    private readonly Timer _notify; // want LEAK3001 info: _notify

    public Zone()
    {
        _refresh = new Timer(_ => Console.WriteLine("refresh"), null, 0, 60_000);
        _notify = new Timer(_ => Console.WriteLine("notify"), null, Timeout.Infinite, Timeout.Infinite);
    }

    public void Touch() => _notify.Change(10_000, Timeout.Infinite);

    public void Dispose() => _refresh.Dispose();
}

// Silent: nothing is disposed here, or nothing that ticks.
sealed class Once : IDisposable
{
    private readonly FileStream _log = File.OpenWrite("once.log");
    private readonly Timer _notify = new(_ => Console.WriteLine("notify"), null, Timeout.Infinite, Timeout.Infinite);

    public void Touch() => _notify.Change(10_000, Timeout.Infinite);

    public void Dispose() => _log.Dispose();
}
