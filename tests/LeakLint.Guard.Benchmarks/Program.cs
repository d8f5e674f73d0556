using System;
using LeakLint.Guard.Benchmarks;

#if DEBUG
Console.Error.WriteLine("Run with -c Release: these numbers mean nothing.");
return 2;
#else
Report report = new();
ReadBenchmarks.Run(report);
WriteBenchmarks.Run(report);
await LifetimeBenchmarks.RunAsync(report);
Console.WriteLine();
Console.WriteLine(report.IsMet ? "All targets met." : "Targets missed.");
return report.IsMet ? 0 : 1;
#endif
