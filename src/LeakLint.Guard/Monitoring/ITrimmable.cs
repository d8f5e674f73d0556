namespace LeakLint.Guard.Monitoring;

/// <summary>Something that can let go of entries when memory is short.</summary>
internal interface ITrimmable
{
    /// <summary>Lets go of what it can spare. Returns before that is disposed.</summary>
    /// <returns>How many entries it let go of.</returns>
    int Trim();
}
