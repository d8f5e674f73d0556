using System.Collections.Immutable;
using LeakLint.Rules.Timers;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Rules;

/// <summary>Asks the rule about captured execution contexts. An analyzer of its own: while the rule is off, the compiler does not even start it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContextAnalyzer : LeakLintAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [TimerCapturesContext.Rule];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (KnownTypes.TryCreate(context.Compilation) is not { } types)
            return;
        var firstUse = new FirstUse(context.Compilation);
        context.RegisterOperationAction(
            operation => TimerCapturesContext.Check(operation.Operation, operation.ContainingSymbol, types, firstUse, operation.Reporter()),
            OperationKind.ObjectCreation,
            OperationKind.Invocation,
            OperationKind.PropertyReference);
    }
}
