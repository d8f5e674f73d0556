using System;
using System.Globalization;

namespace LeakLint.Guard.Benchmarks;

/// <summary>Prints measurements and targets, and remembers whether a target was missed.</summary>
internal sealed class Report
{
    public bool IsMet { get; private set; } = true;

    public void Title(string title)
    {
        Console.WriteLine();
        Console.WriteLine($"{title,-58}{"ns",10}{"B",8}   ratio");
    }

    public void Row(string name, Measurement measured, Measurement? baseline = null)
    {
        string ratio = baseline is { } other ? (measured.Nanoseconds / other.Nanoseconds).ToString("0.00", CultureInfo.InvariantCulture) : "1";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-58}{measured.Nanoseconds,10:0.0}{measured.Bytes,8:0}   {ratio}"));
    }

    public void Target(string name, double value, double limit, string unit)
    {
        bool isMet = value <= limit;
        IsMet &= isMet;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(isMet ? "met   " : "MISSED")}  {name}: {value:0.##} {unit} (at most {limit:0.##} {unit})"));
    }
}
