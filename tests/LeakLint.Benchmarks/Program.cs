using LeakLint.Benchmarks;
using LeakLint.Testing;

#if DEBUG
Console.Error.WriteLine("Run with -c Release: these numbers mean nothing.");
return 2;
#else
if (args is ["growth"])
    return await GrowthBenchmark.RunAsync() ? 0 : 1;
var code = args.Length > 0
    ? SourceCode.Load(string.Join(", ", args), args, implicitUsings: true)
    : SourceCode.Load("LeakLint itself", [Repository.PathOf("src/LeakLint.Analyzers"), Repository.PathOf("src/LeakLint.CodeFixes")], implicitUsings: false);
var isKept = await CostBenchmark.RunAsync(code);
if (args.Length == 0)
    isKept &= await GrowthBenchmark.RunAsync();
return isKept ? 0 : 1;
#endif
