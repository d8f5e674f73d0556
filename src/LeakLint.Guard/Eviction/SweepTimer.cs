using System;
using System.Threading;

namespace LeakLint.Guard.Eviction;

/// <summary>
/// The one timer of a collection. It runs only while there is something to expire, knows the collection weakly so that a
/// forgotten collection is collected, and is created without the execution context so that it keeps alive no
/// <see cref="AsyncLocal{T}"/> value of whoever happened to create the collection.
/// </summary>
internal sealed class SweepTimer : IDisposable
{
    private readonly WeakReference<ISweepable> _target;
    private readonly TimeSpan _interval;
    private readonly ITimer _timer;
    private int _isArmed;

    public SweepTimer(ISweepable target, TimeSpan interval, TimeProvider timeProvider)
    {
        _target = new WeakReference<ISweepable>(target);
        _interval = interval;
        _timer = CreateTimer(timeProvider);
    }

    /// <summary>Makes sure that a sweep comes. Called after the entry that needs it is in place.</summary>
    public void Arm()
    {
        if (Volatile.Read(ref _isArmed) == 0 && Interlocked.Exchange(ref _isArmed, 1) == 0)
        {
            _timer.Change(_interval, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private ITimer CreateTimer(TimeProvider timeProvider)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Create();
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Create();
        }

        ITimer Create() => timeProvider.CreateTimer(
            static state => ((SweepTimer)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Tick()
    {
        // Disarmed before the sweep looks: an entry that comes too late for this sweep finds the timer disarmed.
        Interlocked.Exchange(ref _isArmed, 0);
        if (!_target.TryGetTarget(out ISweepable? target))
        {
            _timer.Dispose();
        }
        else if (target.Sweep())
        {
            Arm();
        }
    }
}
