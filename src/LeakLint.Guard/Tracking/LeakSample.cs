using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime;
using System.Threading;

namespace LeakLint.Guard.Tracking;

/// <summary>
/// What is kept of a thing that was chosen: where it was created, and a sentinel that dies with it. The sentinel hangs on the thing by a
/// dependent handle, so nothing here keeps the thing alive.
/// </summary>
internal sealed class LeakSample
{
    private const int MaxRecords = 4;

    private object _creation; // a StackTrace, or its text
    private readonly long _createdAt = Stopwatch.GetTimestamp();
    private readonly string? _name;
    private readonly Queue<(string? Hint, StackTrace Stack)> _records = new();
    private DependentHandle _tie;
    private bool _isClosed;

    public LeakSample(object resource, string kind, string? name, bool withFiles)
    {
        Kind = kind;
        _name = name;
        _creation = new StackTrace(2, withFiles);
        _tie = new DependentHandle(resource, new Sentinel(this));
    }

    public string Kind { get; }

    public string CreationStack
    {
        get
        {
            var creation = Volatile.Read(ref _creation);
            return creation as string ?? StackText.Of((StackTrace)creation);
        }
    }

    public TimeSpan Age => Stopwatch.GetElapsedTime(_createdAt);

    public IReadOnlyList<string> Records
    {
        get
        {
            (string? Hint, StackTrace Stack)[] records;
            lock (_records)
                records = [.. _records];
            // To write out a stack takes long, and the finalizer thread may wait for the lock.
            List<string> texts = _name is null ? [] : [_name];
            texts.AddRange(records.Select(static record => $"{record.Hint ?? "used"}{Environment.NewLine}{StackText.Of(record.Stack)}"));
            return texts;
        }
    }

    /// <summary>Keeps the newest few.</summary>
    public void Record(string? hint)
    {
        StackTrace stack = new(2, fNeedFileInfo: false);
        lock (_records)
        {
            if (_records.Count == MaxRecords)
                _records.Dequeue();
            _records.Enqueue((hint, stack));
        }
    }

    /// <summary>The thing was released in time.</summary>
    public void Release() => TryClose();

    /// <summary>Gives up everything but a text that others share.</summary>
    public void KeepOnly(string creationStack)
    {
        lock (_records)
        {
            Volatile.Write(ref _creation, creationStack);
            _records.Clear();
        }
    }

    private bool TryClose()
    {
        lock (_records)
        {
            if (_isClosed)
                return false;
            _isClosed = true;
            _tie.Dispose();
            return true;
        }
    }

    /// <summary>Whether the thing is still there: its own finalizer runs in no order with the sentinel's, and may yet release it.</summary>
    private bool IsLingering()
    {
        lock (_records)
            return !_isClosed && _tie.Target is not null;
    }

    private sealed class Sentinel(LeakSample sample)
    {
        ~Sentinel()
        {
            if (sample.IsLingering())
                GC.ReRegisterForFinalize(this);
            else if (sample.TryClose())
                LeakReporting.Queue(sample);
        }
    }
}
