using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace LeakLint.Guard.Testing;

/// <summary>Says what was left behind: what, how many, where it comes from, and which rule finds it when the code is built.</summary>
internal static class LeakMessage
{
    private const string Pages = "https://github.com/leaklint/leaklint/blob/main/docs/rules/";
    private const int MaxNames = 10;
    private const int MaxFrames = 8;

    public static string Of(IReadOnlyList<Finding> leaks, IReadOnlyList<Finding> doubtful)
    {
        StringBuilder text = new();
        var count = leaks.Sum(static leak => leak.Count);
        text.AppendLine(count == 1 ? "One thing was left behind:" : $"{count} things were left behind:");
        foreach (var group in leaks.GroupBy(static leak => leak.Kind.Name))
            Append(text, group.ToArray());
        if (doubtful.Count > 0)
            text.AppendLine($"Perhaps also, unless it belongs to another check that ran at the same time: {Summarize(doubtful)}.");
        var processWide = leaks.Where(static leak => leak.Kind.IsProcessWide).Select(static leak => leak.Kind.Name).Distinct().ToArray();
        if (processWide.Length > 0)
        {
            text.AppendLine(
                $"Seen for the whole process: {string.Join(", ", processWide)}. That is only valid when no other test runs at the same time.");
        }

        return text.ToString().TrimEnd();
    }

    private static void Append(StringBuilder text, IReadOnlyList<Finding> leaks)
    {
        var kind = leaks[0].Kind;
        var names = Names(leaks);
        text.AppendLine($"* {Count(leaks)} {kind.Name}{(names.Length == 0 ? "" : ": " + names)} ({kind.Predicate})");
        foreach (var stack in leaks.Select(static leak => leak.CreationStack).OfType<string>().Distinct().Take(MaxNames))
        {
            text.AppendLine("  created");
            foreach (var frame in stack.Split('\n').Take(MaxFrames))
                text.AppendLine(frame.TrimEnd());
        }

        text.AppendLine($"  When the code is built, {Rules(kind)} finds this.");
    }

    private static string Rules(FindingKind kind)
        => $"{string.Join(" or ", kind.Rules)} ({Pages}{kind.Rules[0]}.md)";

    private static string Summarize(IReadOnlyList<Finding> findings)
        => string.Join(", ", findings.GroupBy(static finding => finding.Kind.Name).Select(static group => $"{Count(group.ToArray())} {group.Key}"));

    private static int Count(IReadOnlyList<Finding> findings) => findings.Sum(static finding => finding.Count);

    private static string Names(IReadOnlyList<Finding> findings)
    {
        var names = findings.Select(static finding => finding.Name).Where(static name => name.Length > 0).ToArray();
        return string.Join(", ", names.Take(MaxNames)) + (names.Length > MaxNames ? " …" : "");
    }
}
