using System;
using LeakLint.Guard.Benchmarks;

#if DEBUG
Console.Error.WriteLine("Run with -c Release: these numbers mean nothing.");
return 2;
#else
Report report = new();
// All of them, or those that are named: read, write, monitoring, lifetimes.
bool IsWanted(string name) => args.Length == 0 || Array.IndexOf(args, name) >= 0;
if (IsWanted("read"))
    ReadBenchmarks.Run(report);
if (IsWanted("write"))
    WriteBenchmarks.Run(report);
if (IsWanted("monitoring"))
    MonitoringBenchmarks.Run(report);
if (IsWanted("lifetimes"))
    await LifetimeBenchmarks.RunAsync(report);
Console.WriteLine();
Console.WriteLine(report.IsMet ? "All targets met." : "Targets missed.");
return report.IsMet ? 0 : 1;
#endif
