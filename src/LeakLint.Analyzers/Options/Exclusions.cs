using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Options;

/// <summary>What is not to be reported, by the place where it is. Asked only when there is something to report.</summary>
internal static class Exclusions
{
    private static readonly string[] TestFrameworks =
        ["xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core"];

    /// <summary>Whether the options of the file exclude what is around a report.</summary>
    /// <param name="rule">The id of the report.</param>
    /// <param name="symbol">The member or type that the report is about.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="options">The options of the file.</param>
    public static bool Cover(string rule, ISymbol symbol, Compilation compilation, AnalyzerConfigOptions options)
    {
        var reader = new OptionReader(options);
        if (reader.Is(OptionKeys.TestCode, "ignore") && IsTestProject(compilation))
            return true;
        var names = NameList.Parse(reader.SharedText(rule, "excluded_symbol_names"));
        var types = NameList.Parse(reader.SharedText(rule, "excluded_type_names_with_derived_types"));
        if (names.IsEmpty && types.IsEmpty)
            return false;
        for (var around = symbol; around is not null and not INamespaceSymbol { IsGlobalNamespace: true }; around = around.ContainingSymbol)
        {
            if (names.Contains(around) || (around is INamedTypeSymbol type && types.Cover(type)))
                return true;
        }

        return false;
    }

    private static bool IsTestProject(Compilation compilation)
    {
        foreach (var reference in compilation.ReferencedAssemblyNames)
        {
            if (Array.IndexOf(TestFrameworks, reference.Name) >= 0)
                return true;
        }

        return false;
    }
}
