using System;
using System.Collections.Generic;
using System.Linq;

namespace LeakLint.Guard.Testing;

/// <summary>Which other checks ran while a check ran. One inside of another, in the same flow, is no other.</summary>
internal sealed class CheckOverlap : IDisposable
{
    private static readonly object _gate = new();
    private static readonly List<CheckOverlap> _open = [];

    private readonly LeakScope _scope;
    private readonly List<LeakScope> _others = [];

    private CheckOverlap(LeakScope scope) => _scope = scope;

    public bool HasOthers
    {
        get
        {
            lock (_gate)
                return _others.Count > 0;
        }
    }

    public static CheckOverlap Enter(LeakScope scope)
    {
        CheckOverlap entered = new(scope);
        lock (_gate)
        {
            foreach (var open in _open.Where(open => !IsInside(scope, open._scope)))
            {
                open._others.Add(scope);
                entered._others.Add(open._scope);
            }

            _open.Add(entered);
        }

        return entered;
    }

    /// <summary>Whether the thing is known to belong to another check.</summary>
    public bool IsOthers(ActiveResource resource)
    {
        lock (_gate)
            return _others.Exists(resource.IsIn) && !resource.IsIn(_scope);
    }

    public void Dispose()
    {
        lock (_gate)
            _open.Remove(this);
    }

    private static bool IsInside(LeakScope inner, LeakScope outer)
    {
        for (var scope = inner.Outer; scope is not null; scope = scope.Outer)
        {
            if (scope == outer)
                return true;
        }

        return false;
    }
}
