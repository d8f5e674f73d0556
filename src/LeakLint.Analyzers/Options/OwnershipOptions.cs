using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Options;

/// <summary>What code that nobody can look into does with a resource that it is given.</summary>
internal enum UnknownCalls
{
    /// <summary>Goes by names: it is taken to keep the resource, except where the BCL works on what it is given.</summary>
    ByName,

    /// <summary>Keeps it, whatever its name.</summary>
    TakeOver,

    /// <summary>Borrows it, unless its name says that it keeps things.</summary>
    Borrow,
}

/// <summary>What a user says about ownership in .editorconfig. Files with equal options share what is found out about the code.</summary>
internal sealed record OwnershipOptions
{
    /// <summary>How many calls deep bodies are looked into, at most.</summary>
    public const int MaxCallDepth = 4;

    // The engine answers for the whole family at once: the spelling for its first rule holds for all of them.
    private const string Rule = "LEAK1001";

    public static OwnershipOptions Default { get; } = new();

    public NameList StrongTypes { get; init; } = NameList.Empty;

    public NameList WeakTypes { get; init; } = NameList.Empty;

    public NameList IgnoredTypes { get; init; } = NameList.Empty;

    public UnknownCalls UnknownCalls { get; init; }

    /// <summary>Whether a constructor takes over whatever it is given.</summary>
    public bool ConstructorsTakeOver { get; init; }

    /// <summary>Whether a resource is reported that some paths release.</summary>
    public bool ReportsSomePaths { get; init; } = true;

    /// <summary>Whether paths that end in an exception are reported.</summary>
    public bool ReportsExceptions { get; init; } = true;

    public int CallDepth { get; init; } = MaxCallDepth;

    public static OwnershipOptions Read(AnalyzerConfigOptions options)
    {
        var reader = new OptionReader(options);
        var kind = reader.SharedText(Rule, "dispose_analysis_kind") ?? "";
        return new()
        {
            StrongTypes = NameList.Parse(reader.Text(OptionKeys.StrongTypes)),
            WeakTypes = NameList.Parse(reader.Text(OptionKeys.WeakTypes)),
            IgnoredTypes = NameList.Parse(reader.Text(OptionKeys.IgnoredTypes)),
            UnknownCalls = ReadUnknownCalls(reader),
            ConstructorsTakeOver = reader.SharedFlag(Rule, "dispose_ownership_transfer_at_constructor") ?? false,
            ReportsSomePaths = !IsAnyOf(kind, "AllPathsOnlyNotDisposed", "NonExceptionPathsOnlyNotDisposed"),
            ReportsExceptions = !IsAnyOf(kind, "NonExceptionPaths", "NonExceptionPathsOnlyNotDisposed"),
            CallDepth = reader.Number(OptionKeys.CallDepth, 0, MaxCallDepth) ?? MaxCallDepth,
        };
    }

    private static UnknownCalls ReadUnknownCalls(OptionReader reader)
    {
        if (reader.Is(OptionKeys.Ownership, "pessimistic"))
            return UnknownCalls.Borrow;
        if (reader.Is(OptionKeys.Ownership, "optimistic"))
            return UnknownCalls.ByName;
        return reader.SharedFlag(Rule, "dispose_ownership_transfer_at_method_call") switch
        {
            true => UnknownCalls.TakeOver,
            false => UnknownCalls.Borrow,
            null => UnknownCalls.ByName,
        };
    }

    private static bool IsAnyOf(string value, string one, string other) =>
        string.Equals(value, one, System.StringComparison.OrdinalIgnoreCase) || string.Equals(value, other, System.StringComparison.OrdinalIgnoreCase);
}
