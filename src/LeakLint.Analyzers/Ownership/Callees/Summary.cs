namespace LeakLint.Ownership;

/// <summary>What looking into the body of a method tells.</summary>
/// <param name="Contract">What it does to ownership; null when nobody can look into it, or it cannot be understood.</param>
/// <param name="Needed">How many calls deep bodies were looked into for it; <see cref="Limited"/> when there were more than allowed.</param>
internal readonly record struct Summary(Contract? Contract, int Needed)
{
    public const int Limited = int.MaxValue;

    /// <summary>What a caller needs whose callees need this much.</summary>
    public static int Above(int needed) => needed == Limited ? Limited : needed + 1;
}
