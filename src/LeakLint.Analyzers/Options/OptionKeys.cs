namespace LeakLint.Options;

/// <summary>The keys that LeakLint reads from .editorconfig. Keys of .NET's own rules are in <see cref="OptionReader"/>, with their spellings.</summary>
internal static class OptionKeys
{
    /// <summary>Types that hold something scarce, with all that derive from them.</summary>
    public const string StrongTypes = "leaklint.strong_types";

    /// <summary>Types whose leaks are worth a suggestion only.</summary>
    public const string WeakTypes = "leaklint.weak_types";

    /// <summary>Types that need no release.</summary>
    public const string IgnoredTypes = "leaklint.ignored_types";

    /// <summary>What code that nobody can look into does with what it is given: "optimistic" (keeps it) or "pessimistic" (borrows it).</summary>
    public const string Ownership = "leaklint.ownership";

    /// <summary>How many calls deep bodies are looked into.</summary>
    public const string CallDepth = "leaklint.call_depth";

    /// <summary>What is done with projects of tests: "report" or "ignore".</summary>
    public const string TestCode = "leaklint.test_code";

    /// <summary>LEAK2001: how many signs of growth there must be.</summary>
    public const string MinimumEvidence = "leaklint.LEAK2001.minimum_evidence";

    /// <summary>LEAK5001: whether a task that is dropped on purpose is reported as well.</summary>
    public const string ReportEveryDiscard = "leaklint.LEAK5001.report_every_discard";
}
