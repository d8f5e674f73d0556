using System;
using System.Linq;
using LeakLint.Guard.Benchmarks;

#if DEBUG
Console.Error.WriteLine("Run with -c Release: these numbers mean nothing.");
return 2;
#else
// All of them, or those that are named: tracking, reads, writes, monitoring, lifetimes.
bool Wants(string name) => args.Length == 0 || args.Contains(name);

Report report = new();
if (Wants("tracking"))
{
    TrackingBenchmarks.Run(report);
}

if (Wants("reads"))
{
    ReadBenchmarks.Run(report);
}

if (Wants("writes"))
{
    WriteBenchmarks.Run(report);
}

if (Wants("monitoring"))
{
    MonitoringBenchmarks.Run(report);
}

if (Wants("lifetimes"))
{
    await LifetimeBenchmarks.RunAsync(report);
}

Console.WriteLine();
Console.WriteLine(report.IsMet ? "All targets met." : "Targets missed.");
return report.IsMet ? 0 : 1;
#endif
