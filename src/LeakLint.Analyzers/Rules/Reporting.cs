using System;
using LeakLint.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Rules;

/// <summary>The way from a rule to the compiler: every report goes by here, so that what a user excludes is excluded from all rules.</summary>
internal static class Reporting
{
    public static Action<Diagnostic> Reporter(this OperationAnalysisContext context) => diagnostic =>
    {
        if (!IsExcluded(diagnostic, context.ContainingSymbol, context.Compilation, context.Options))
            context.ReportDiagnostic(diagnostic);
    };

    public static Action<Diagnostic> Reporter(this OperationBlockAnalysisContext context) => diagnostic =>
    {
        if (!IsExcluded(diagnostic, context.OwningSymbol, context.Compilation, context.Options))
            context.ReportDiagnostic(diagnostic);
    };

    public static Action<Diagnostic> Reporter(this SymbolAnalysisContext context) => context.Reporter(context.Symbol);

    /// <summary>The way of reports about a member of the type that is at its end.</summary>
    public static Action<Diagnostic> Reporter(this SymbolAnalysisContext context, ISymbol member) => diagnostic =>
    {
        if (!IsExcluded(diagnostic, member, context.Compilation, context.Options))
            context.ReportDiagnostic(diagnostic);
    };

    /// <summary>The way of reports about a member, at the end of the compilation.</summary>
    public static Action<Diagnostic> Reporter(this CompilationAnalysisContext context, ISymbol member) => diagnostic =>
    {
        if (!IsExcluded(diagnostic, member, context.Compilation, context.Options))
            context.ReportDiagnostic(diagnostic);
    };

    private static bool IsExcluded(Diagnostic diagnostic, ISymbol symbol, Compilation compilation, AnalyzerOptions options) =>
        diagnostic.Location.SourceTree is { } tree
        && Exclusions.Cover(diagnostic.Id, symbol, compilation, options.AnalyzerConfigOptionsProvider.GetOptions(tree));
}
