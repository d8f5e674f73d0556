using System.Collections.Immutable;
using System.Reflection;
using LeakLint.Rules;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Testing;

/// <summary>The analyzers and code fixes under test: those of LeakLint, or those that a test of the runner makes up.</summary>
public sealed record Product(ImmutableArray<DiagnosticAnalyzer> Analyzers, ImmutableArray<CodeFixProvider> Fixes)
{
    /// <summary>All analyzers and fixes that the two LeakLint assemblies hold.</summary>
    public static Product LeakLint { get; } = new(
        CreateAll<DiagnosticAnalyzer>(typeof(LeakLintAnalyzer).Assembly),
        CreateAll<CodeFixProvider>(Assembly.Load("LeakLint.CodeFixes")));

    private static ImmutableArray<T> CreateAll<T>(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type)!),
    ];
}
