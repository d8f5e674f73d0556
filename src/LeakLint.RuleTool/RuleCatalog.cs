using System.Collections.Immutable;
using System.Reflection;
using LeakLint.Descriptors;
using LeakLint.Rules;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.RuleTool;

/// <summary>Finds the rules in the two LeakLint assemblies: descriptors and fixes are the only source of everything that is written about them.</summary>
public static class RuleCatalog
{
    /// <summary>All rules that an analyzer reports, in the order of their ids; what is said of the configuration is no rule.</summary>
    public static ImmutableArray<Rule> Rules { get; } = FindRules();

    private static ImmutableArray<Rule> FindRules()
    {
        var names = typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => (string)field.GetRawConstantValue()!, field => field.Name);
        var fixable = CreateAll<CodeFixProvider>(Assembly.Load("LeakLint.CodeFixes")).SelectMany(fix => fix.FixableDiagnosticIds).ToHashSet();
        return
        [
            .. CreateAll<DiagnosticAnalyzer>(typeof(LeakLintAnalyzer).Assembly)
                .SelectMany(analyzer => analyzer.SupportedDiagnostics)
                .Where(descriptor => descriptor.Category != RuleFamily.Configuration)
                .DistinctBy(descriptor => descriptor.Id)
                .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)
                .Select(descriptor => new Rule(names[descriptor.Id], descriptor, fixable.Contains(descriptor.Id))),
        ];
    }

    private static IEnumerable<T> CreateAll<T>(Assembly assembly) =>
        assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
            .Select(type => (T)Activator.CreateInstance(type)!);
}
