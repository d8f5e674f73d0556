using System;
using System.Collections.Generic;
using System.Threading;

namespace LeakLint.Guard.Tests.Testing;

/// <summary>
/// A clock that stands still until the test moves it. The monotonic clock and the wall clock are separate, so that a test
/// can set the wall clock without time passing.
/// </summary>
internal sealed class FakeTimeProvider : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private long _ticks = TimeSpan.TicksPerDay;
    private DateTimeOffset _wallClock = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait to fire.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _wallClock;
        }
    }

    public void SetWallClock(DateTimeOffset value)
    {
        lock (_gate)
        {
            _wallClock = value;
        }
    }

    /// <summary>Lets time pass, and runs the timers that fall due, in order, on this thread.</summary>
    public void Advance(TimeSpan by)
    {
        long end = GetTimestamp() + by.Ticks;
        while (TakeDue(end) is { } due)
        {
            due.Fire();
        }

        MoveTo(end);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        FakeTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? TakeDue(long end)
    {
        lock (_gate)
        {
            FakeTimer? next = null;
            foreach (FakeTimer timer in _timers)
            {
                if (timer.DueAt <= end && (next is null || timer.DueAt < next.DueAt))
                {
                    next = timer;
                }
            }

            if (next is not null)
            {
                MoveTo(next.DueAt);
                next.Reschedule();
            }

            return next;
        }
    }

    private void MoveTo(long ticks)
    {
        lock (_gate)
        {
            long by = ticks - _ticks;
            if (by > 0)
            {
                _wallClock += TimeSpan.FromTicks(by);
                Interlocked.Exchange(ref _ticks, ticks);
            }
        }
    }

    private sealed class FakeTimer(FakeTimeProvider provider, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private long _period;
        private bool _isDisposed;

        public long DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (provider._gate)
            {
                provider._timers.Remove(this);
                if (_isDisposed || dueTime == Timeout.InfiniteTimeSpan)
                {
                    return !_isDisposed;
                }

                DueAt = provider._ticks + dueTime.Ticks;
                _period = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                provider._timers.Add(this);
                return true;
            }
        }

        public void Reschedule()
        {
            DueAt += _period;
            if (_period == 0)
            {
                provider._timers.Remove(this);
            }
        }

        public void Fire()
        {
            if (_context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_context, static s => ((FakeTimer)s!).Invoke(), this);
            }
        }

        public void Dispose()
        {
            lock (provider._gate)
            {
                _isDisposed = true;
                provider._timers.Remove(this);
            }
        }

        public System.Threading.Tasks.ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Invoke() => callback(state);
    }
}
