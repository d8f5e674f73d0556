using System;
using System.Collections.Generic;

namespace LeakLint.Ownership;

/// <summary>
/// A few worlds, one for each valuation of the flags. Past the limit those are merged that owe the same, so that flags which tell nothing of what is owed
/// are given up first; where that is not enough, all are merged for good.
/// </summary>
internal sealed class OwnershipState
{
    private const int MaxWorlds = 8;
    private bool _generalized;
    private bool _collapsed;

    public OwnershipState(World world) => Worlds = [world];

    private OwnershipState(List<World> worlds) => Worlds = worlds;

    public List<World> Worlds { get; }

    public OwnershipState Clone()
    {
        var worlds = new List<World>(Worlds.Count);
        foreach (var world in Worlds)
            worlds.Add(world.Clone());
        return new(worlds) { _generalized = _generalized, _collapsed = _collapsed };
    }

    public bool Merge(OwnershipState other)
    {
        var changed = false;
        foreach (var world in other.Worlds)
            changed |= Add(world);
        return changed;
    }

    /// <summary>Replaces each world by what the function makes of it; null drops it.</summary>
    /// <returns>Whether a world is left.</returns>
    public bool Filter(Func<World, World?> function)
    {
        var before = Worlds.ToArray();
        Worlds.Clear();
        foreach (var world in before)
        {
            if (function(world) is { } after)
                Add(after);
        }

        return Worlds.Count > 0;
    }

    /// <summary>Splits or changes each world: the function's worlds take its place.</summary>
    public void Split(Func<World, IEnumerable<World>> function)
    {
        var before = Worlds.ToArray();
        Worlds.Clear();
        foreach (var world in before)
        {
            foreach (var after in function(world))
                Add(after);
        }
    }

    private bool Add(World world)
    {
        foreach (var known in Worlds)
        {
            if (_collapsed || known.Flags == world.Flags)
                return known.Merge(world);
        }

        if (_generalized)
        {
            // What a merged world covers must not come back beside it, or this would never end.
            foreach (var known in Worlds)
            {
                if (known.Covers(world))
                    return known.Merge(world);
            }
        }

        Worlds.Add(world.Clone());
        if (Worlds.Count > MaxWorlds && !TryGeneralize())
            Collapse();
        return true;
    }

    /// <summary>Merges the two worlds that owe the same and differ in the fewest flags.</summary>
    private bool TryGeneralize()
    {
        var (least, kept, merged) = (int.MaxValue, -1, -1);
        for (var i = 0; i < Worlds.Count; i++)
        {
            for (var j = i + 1; j < Worlds.Count; j++)
            {
                if (Worlds[i].Owed != Worlds[j].Owed)
                    continue;
                var distance = Worlds[i].Distance(Worlds[j]);
                if (distance < least)
                    (least, kept, merged) = (distance, i, j);
            }
        }

        if (kept < 0)
            return false;
        _generalized = true;
        Worlds[kept].Merge(Worlds[merged]);
        Worlds.RemoveAt(merged);
        return true;
    }

    private void Collapse()
    {
        var all = Worlds[0];
        for (var i = 1; i < Worlds.Count; i++)
            all.Merge(Worlds[i]);
        all.Flags = 0;
        _collapsed = true;
        Worlds.Clear();
        Worlds.Add(all);
    }
}
