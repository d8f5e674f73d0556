using LeakLint.RuleTool;

const string Usage =
    """
    Keeps everything that is written about the rules in step with their descriptors.

      docs                   write rules.md, the heads of the pages, the README's table and the presets
      docs --check           write nothing; list what differs and end with 1 when something does
      new-rule <id> <Name>   write the files of a new rule: new-rule LEAK1003 ResourceLostOnException
    """;

if (FindRoot() is not { } root)
    return Fail("No LeakLint.sln here or above: run this inside the repository.");

try
{
    return args switch
    {
        ["docs"] => WriteDocumentation(root),
        ["docs", "--check"] => CheckDocumentation(root),
        ["new-rule", var id, var name] => WriteRule(root, id, name),
        _ => Fail(Usage),
    };
}
catch (ArgumentException exception)
{
    return Fail(exception.Message);
}

static int WriteDocumentation(string root)
{
    foreach (var file in Documentation.Render(root, RuleCatalog.Rules).Where(file => !file.IsCurrent(root)).ToList())
    {
        file.Write(root);
        Console.WriteLine($"wrote {file.Path}");
    }

    return 0;
}

static int CheckDocumentation(string root)
{
    var stale = Documentation.Render(root, RuleCatalog.Rules).Where(file => !file.IsCurrent(root)).ToList();
    foreach (var file in stale)
        Console.Error.WriteLine($"{file.Path} is not as the descriptors say");
    if (stale.Count == 0)
        return 0;
    return Fail("Run: dotnet run --project src/LeakLint.RuleTool -- docs");
}

static int WriteRule(string root, string id, string name)
{
    foreach (var file in RuleScaffold.Render(root, id, name))
    {
        file.Write(root);
        Console.WriteLine($"wrote {file.Path}");
    }

    Console.WriteLine($"Next: add {name}.Rule to its analyzer, fill what says TODO, then run 'docs' (docs/contributing/adding-a-rule.md).");
    return 0;
}

static string? FindRoot()
{
    var folder = new DirectoryInfo(Directory.GetCurrentDirectory());
    while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LeakLint.sln")))
        folder = folder.Parent;
    return folder?.FullName;
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
