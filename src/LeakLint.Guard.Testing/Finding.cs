using System;
using System.Collections.Generic;

namespace LeakLint.Guard.Testing;

/// <summary>Something that was not there when the check began.</summary>
internal sealed record Finding(FindingKind Kind, string Name)
{
    /// <summary>How many things this is, where they cannot be told apart.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The tracked thing that it is, if it is one.</summary>
    public ActiveResource? Resource { get; init; }

    public string? CreationStack => Resource?.CreationStack;

    /// <summary>Whether an ignored name means this.</summary>
    public bool IsNamed(string ignored)
        => ignored.Length > 0 && (string.Equals(Kind.Name, ignored, StringComparison.Ordinal) || Name.Contains(ignored, StringComparison.Ordinal));

    public LeakReport ToReport()
    {
        IReadOnlyList<string> records = Name.Length == 0 ? [] : [Name];
        return new LeakReport(Kind.Name, CreationStack, records, Resource?.Age ?? TimeSpan.Zero, Count - 1);
    }
}

/// <summary>What sort of thing a finding is, in words.</summary>
/// <param name="Name">The kind, as in metrics and reports.</param>
/// <param name="Predicate">What is wrong with it, after "it" or "they".</param>
/// <param name="Rules">The analyzer rules that find such a leak when the code is built.</param>
/// <param name="IsProcessWide">Whether nothing but the process can be said to be its origin.</param>
internal sealed record FindingKind(string Name, string Predicate, string[] Rules, bool IsProcessWide);
