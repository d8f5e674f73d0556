using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace LeakLint.Testing;

/// <summary>Compares reports with the markers of a fixture.</summary>
internal static class ExpectationCheck
{
    public static IEnumerable<string> Compare(Fixture fixture, ImmutableArray<Diagnostic> findings)
    {
        var lines = fixture.Code.Split('\n');
        var unmatched = findings.ToList();
        var missing = fixture.Wants.Where(want => !TryTake(unmatched, want, finding => finding.GetMessage().Contains(want.Text, StringComparison.Ordinal) && finding.Severity == (want.Severity ?? finding.Severity))).ToList();
        foreach (var want in missing)
        {
            var line = lines[want.Line - 1].Trim();
            yield return TryTake(unmatched, want, _ => true, out var other)
                ? $"line {want.Line}: the message of {want.Id} has no '{want.Text}': {other.GetMessage()}\n    at: {line}"
                : $"line {want.Line}: no {want.Id} at: {line}";
        }

        foreach (var finding in unmatched)
            yield return $"line {LineOf(finding.Location)}: unexpected {finding.Id}: {finding.GetMessage()}\n    at: {lines[LineOf(finding.Location) - 1].Trim()}";

        foreach (var also in fixture.Alsos.Where(also => !findings.Any(finding => HasLocation(finding, also))))
            yield return $"line {also.Line}: no {also.Id ?? "report"} has this additional location: {lines[also.Line - 1].Trim()}";
    }

    private static bool TryTake(List<Diagnostic> findings, Want want, Predicate<Diagnostic> fits) => TryTake(findings, want, fits, out _);

    private static bool TryTake(List<Diagnostic> findings, Want want, Predicate<Diagnostic> fits, [NotNullWhen(true)] out Diagnostic? taken)
    {
        taken = findings.Find(finding => finding.Id == want.Id && LineOf(finding.Location) == want.Line && fits(finding));
        return taken is not null && findings.Remove(taken);
    }

    private static bool HasLocation(Diagnostic finding, Also also) =>
        (also.Id is null || also.Id == finding.Id) && finding.AdditionalLocations.Any(location => LineOf(location) == also.Line);

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;
}
