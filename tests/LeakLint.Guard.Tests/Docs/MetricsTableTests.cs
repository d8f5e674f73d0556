using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace LeakLint.Guard.Tests.Docs;

/// <summary>The page on monitoring lists the instruments that there are, and no others.</summary>
public sealed partial class MetricsTableTests
{
    // Of LeakLint.Guard.AspNetCore, whose tests count with it.
    private const string OfRequests = "leaklint.request.suspected {request}";

    [Fact]
    public void The_table_of_metrics_is_complete_and_true()
    {
        SortedSet<string> published = new(StringComparer.Ordinal) { OfRequests };
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, _) =>
        {
            // Other tests have instruments, too.
            if (instrument.Meter.Name == "LeakLint.Guard")
            {
                published.Add($"{instrument.Name} {instrument.Unit ?? "–"}");
            }
        };
        listener.Start();
        foreach (Type metrics in typeof(LeakMonitor).Assembly.GetTypes().Where(type => type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
        {
            RuntimeHelpers.RunClassConstructor(metrics.TypeHandle);
        }

        using LeakMonitor monitor = new();

        IEnumerable<string> listed = Row().Matches(File.ReadAllText(FindPage())).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value.Trim('`')}");
        Assert.Equal(published, listed.Order(StringComparer.Ordinal));
    }

    private static string FindPage()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "LeakLint.sln")))
        {
            directory = directory.Parent;
        }

        return Path.Combine(directory!.FullName, "docs", "concepts", "runtime-monitoring.md");
    }

    [GeneratedRegex(@"^\| `(leaklint\.[a-z_.]+)` \| [a-z-]+(?: [a-z]+)? \| (\S+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
