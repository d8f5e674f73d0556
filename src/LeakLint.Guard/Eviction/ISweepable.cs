namespace LeakLint.Guard.Eviction;

/// <summary>Something with entries that time alone makes obsolete.</summary>
internal interface ISweepable
{
    /// <summary>Lets go of what is due. Never throws.</summary>
    /// <returns>Whether something is left that a later sweep may have to let go of.</returns>
    bool Sweep();
}
