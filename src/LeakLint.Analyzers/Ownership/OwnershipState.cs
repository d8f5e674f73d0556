using System;
using System.Collections.Generic;

namespace LeakLint.Ownership;

/// <summary>A few worlds, one for each valuation of the flags; past the limit they are merged for good.</summary>
internal sealed class OwnershipState
{
    private const int MaxWorlds = 8;
    private bool _collapsed;

    public OwnershipState(World world) => Worlds = [world];

    private OwnershipState(List<World> worlds) => Worlds = worlds;

    public List<World> Worlds { get; }

    public OwnershipState Clone()
    {
        var worlds = new List<World>(Worlds.Count);
        foreach (var world in Worlds)
            worlds.Add(world.Clone());
        return new(worlds) { _collapsed = _collapsed };
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

        if (Worlds.Count < MaxWorlds)
        {
            Worlds.Add(world.Clone());
            return true;
        }

        var all = Worlds[0];
        for (var i = 1; i < Worlds.Count; i++)
            all.Merge(Worlds[i]);
        all.Merge(world);
        all.Flags = 0;
        _collapsed = true;
        Worlds.Clear();
        Worlds.Add(all);
        return true;
    }
}
