using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Extensions.Logging;

namespace LeakLint.Guard.Monitoring;

/// <summary>
/// Tells whoever asked of changes of the status: in their order, one at a time, on the thread pool and under no lock. A callback that
/// throws harms no other; one that hangs holds up those behind it, but never the monitor, and what piles up behind it is bounded.
/// </summary>
internal sealed class StatusCallbacks(ILogger logger)
{
    private const int MaxPending = 16;

    private readonly object _gate = new();
    private readonly List<Subscription> _subscriptions = [];
    private readonly Queue<(LeakStatus Status, ResourceSnapshot Snapshot)> _pending = new();
    private bool _isRunning;

    public IDisposable Add(Action<LeakStatus, ResourceSnapshot> callback)
    {
        var subscription = new Subscription(this, callback);
        lock (_gate)
            _subscriptions.Add(subscription);
        return subscription;
    }

    public void Tell(LeakStatus status, ResourceSnapshot snapshot)
    {
        lock (_gate)
        {
            if (_subscriptions.Count == 0)
                return;
            // The oldest news is the least worth when a callback hangs.
            if (_pending.Count == MaxPending)
                _pending.Dequeue();
            _pending.Enqueue((status, snapshot));
            if (_isRunning)
                return;
            _isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static callbacks => callbacks.Run(), this, preferLocal: false);
    }

    private void Run()
    {
        while (TryTake(out var change, out var subscriptions))
        {
            foreach (var subscription in subscriptions)
                Invoke(subscription, change.Status, change.Snapshot);
        }
    }

    private bool TryTake(out (LeakStatus Status, ResourceSnapshot Snapshot) change, out Subscription[] subscriptions)
    {
        lock (_gate)
        {
            subscriptions = [.. _subscriptions];
            _isRunning = _pending.TryDequeue(out change);
            return _isRunning;
        }
    }

    private void Invoke(Subscription subscription, LeakStatus status, ResourceSnapshot snapshot)
    {
        try
        {
            subscription.Callback?.Invoke(status, snapshot);
        }
        catch (Exception error)
        {
            MonitorLog.CallbackFailed(logger, error);
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (_gate)
            _subscriptions.Remove(subscription);
    }

    private sealed class Subscription(StatusCallbacks owner, Action<LeakStatus, ResourceSnapshot> callback) : IDisposable
    {
        private Action<LeakStatus, ResourceSnapshot>? _callback = callback;

        /// <summary>Null once it is disposed: what was under way then is not told any more.</summary>
        public Action<LeakStatus, ResourceSnapshot>? Callback => Volatile.Read(ref _callback);

        public void Dispose()
        {
            Volatile.Write(ref _callback, null);
            owner.Remove(this);
        }
    }
}
