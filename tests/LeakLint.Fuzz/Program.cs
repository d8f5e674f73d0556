using LeakLint.Fuzz;
using LeakLint.Testing;

if (args is not [var folders, var count, var seed, var seconds])
{
    Console.Error.WriteLine("usage: LeakLint.Fuzz <folders of C# files, separated by ','> <mutants> <seed> <seconds>");
    return 2;
}

const string Results = "artifacts/fuzz";
Directory.CreateDirectory(Results);
var pool = SourcePool.Load(folders.Split(','));
var report = await new Fuzzer(pool, int.Parse(seed), Product.LeakLint).RunAsync(int.Parse(count), TimeSpan.FromSeconds(int.Parse(seconds)), Results);
foreach (var (index, failed) in report.Failed.Index())
{
    var path = Path.Combine(Results, $"failed-{failed.Seed}-{index}.cs");
    File.WriteAllText(path, $"{failed.Text}\n/* {failed.Failure.Signature}\n{failed.Failure.Detail}\n*/\n");
    Console.WriteLine($"{failed.Failure.Signature}\n    {path}");
}

Console.WriteLine($"{pool.Count} files, seed {seed}: {report.Mutants} mutants, {report.Findings} reports, {report.Fixes} fixes applied, {report.Time.TotalSeconds:F0} s, {report.Failed.Count} mistakes");
return report.Failed.Count == 0 ? 0 : 1;
