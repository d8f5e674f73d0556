using System;

namespace LeakLint.Ownership;

/// <summary>
/// What holds on the paths that agree about the tracked flags: which acquisition sites are still owed, and what each variable may
/// refer to. A mask has one bit for each site, a fact about variables one bit for each variable.
/// </summary>
internal sealed class World
{
    private ulong[] _pointsTo = [];

    /// <summary>The values of the flags, two bits each: 0 unknown, 1 false, 2 true.</summary>
    public ulong Flags { get; set; }

    /// <summary>The sites whose resource is neither released nor handed over on some of these paths.</summary>
    public ulong Owed { get; set; }

    /// <summary>The sites whose resource was released or handed over on some of these paths.</summary>
    public ulong Settled { get; set; }

    /// <summary>The sites that were acquired again while still owed, and still referenced by a variable.</summary>
    public ulong Stale { get; set; }

    /// <summary>The sites that were owed when an operation failed that fails in ordinary life.</summary>
    public ulong AtRisk { get; set; }

    /// <summary>The owed sites whose object holds nothing yet on all of these paths: a process that is not started.</summary>
    public ulong Empty { get; set; }

    /// <summary>The variables that are null on all of these paths.</summary>
    public ulong KnownNull { get; set; }

    /// <summary>The variables that are not null on all of these paths.</summary>
    public ulong KnownNotNull { get; set; }

    public int VariableCount => _pointsTo.Length;

    /// <summary>The sites that the variable may refer to.</summary>
    public ulong this[int variable]
    {
        get => variable < _pointsTo.Length ? _pointsTo[variable] : 0;
        set
        {
            if (variable >= _pointsTo.Length)
            {
                if (value == 0)
                    return;
                Array.Resize(ref _pointsTo, variable + 1);
            }

            _pointsTo[variable] = value;
        }
    }

    public World Clone() => new()
    {
        _pointsTo = (ulong[])_pointsTo.Clone(),
        Flags = Flags,
        Owed = Owed,
        Settled = Settled,
        Stale = Stale,
        AtRisk = AtRisk,
        Empty = Empty,
        KnownNull = KnownNull,
        KnownNotNull = KnownNotNull,
    };

    /// <summary>Adds the paths of another world.</summary>
    /// <returns>Whether this world changed.</returns>
    public bool Merge(World other)
    {
        var empty = (Empty & (other.Empty | ~other.Owed)) | (other.Empty & ~Owed);
        var changed = (Owed | other.Owed) != Owed
            || empty != Empty
            || (Settled | other.Settled) != Settled
            || (Stale | other.Stale) != Stale
            || (AtRisk | other.AtRisk) != AtRisk
            || (KnownNull & other.KnownNull) != KnownNull
            || (KnownNotNull & other.KnownNotNull) != KnownNotNull
            || (Flags & other.Flags) != Flags;
        Owed |= other.Owed;
        Settled |= other.Settled;
        Stale |= other.Stale;
        AtRisk |= other.AtRisk;
        Empty = empty;
        KnownNull &= other.KnownNull;
        KnownNotNull &= other.KnownNotNull;
        Flags &= other.Flags;
        if (other._pointsTo.Length > _pointsTo.Length)
            Array.Resize(ref _pointsTo, other._pointsTo.Length);
        for (var i = 0; i < other._pointsTo.Length; i++)
        {
            var merged = _pointsTo[i] | other._pointsTo[i];
            changed |= merged != _pointsTo[i];
            _pointsTo[i] = merged;
        }

        return changed;
    }

    /// <summary>The sites that some variable refers to, this one aside.</summary>
    public ulong ReferencedBesides(int variable)
    {
        ulong referenced = 0;
        for (var i = 0; i < _pointsTo.Length; i++)
        {
            if (i != variable)
                referenced |= _pointsTo[i];
        }

        return referenced;
    }

    /// <summary>Lets every variable that refers to one of the sites refer to the other as well.</summary>
    public void AddAlias(ulong sites, ulong other)
    {
        for (var i = 0; i < _pointsTo.Length; i++)
        {
            if ((_pointsTo[i] & sites) != 0)
                _pointsTo[i] |= other;
        }
    }

    /// <summary>Whether this world says nothing of the flags that the other contradicts.</summary>
    public bool Covers(World other) => (Flags & other.Flags) == Flags;

    /// <summary>In how many flags the worlds differ.</summary>
    public int Distance(World other)
    {
        var count = 0;
        for (var different = Flags ^ other.Flags; different != 0; different >>= 2)
        {
            if ((different & 3) != 0)
                count++;
        }

        return count;
    }

    public bool? Flag(int flag) => ((Flags >> (2 * flag)) & 3) switch { 1 => false, 2 => true, _ => null };

    public void SetFlag(int flag, bool? value)
    {
        Flags &= ~(3ul << (2 * flag));
        if (value is { } known)
            Flags |= (known ? 2ul : 1ul) << (2 * flag);
    }
}
