namespace LeakLint.Descriptors;

/// <summary>The categories of the rules: one family for each thousand of ids.</summary>
public static class RuleFamily
{
    /// <summary>LEAK0xxx: what is said of LeakLint's own configuration.</summary>
    public const string Configuration = "LeakLint.Configuration";

    /// <summary>LEAK1xxx: something acquired is not released.</summary>
    public const string Ownership = "LeakLint.Ownership";

    /// <summary>LEAK2xxx: something long-lived only grows.</summary>
    public const string Growth = "LeakLint.Growth";

    /// <summary>LEAK4xxx: the process ends, its resources do not.</summary>
    public const string Shutdown = "LeakLint.Shutdown";

    /// <summary>LEAK5xxx: work nobody waits for.</summary>
    public const string Tasks = "LeakLint.Tasks";
}
