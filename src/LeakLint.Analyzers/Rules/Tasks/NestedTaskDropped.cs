using System;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Tasks;

/// <summary>Asynchronous work is started as a task of a task, and only the outer one, which ends at the first await, is waited for.</summary>
internal static class NestedTaskDropped
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.NestedTaskDropped,
        title: "Task of a task is not unwrapped",
        messageFormat: "The task that '{0}' gives is done when its work first waits: nobody waits for the rest of the work, or sees it fail",
        category: RuleFamily.Tasks,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "StartNew and ContinueWith give a task of a task for asynchronous work. The outer task ends when the work first waits; whoever awaits only that one neither waits for the work nor sees it fail.");

    private static readonly ImmutableDictionary<string, string?> _unwrap = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.Unwrap);

    public static void Check(IInvocationOperation invocation, KnownTypes types, Action<Diagnostic> report)
    {
        if (invocation.TargetMethod.Name is not ("StartNew" or "ContinueWith") || !IsNested(invocation.Type, types) || GivesItsOwn(invocation))
            return;
        // Dropped altogether: that is another question, for nested tasks as for others.
        if (LosesInner(invocation) || IsLocalThatLosesInner(invocation))
            report(Diagnostic.Create(Rule, invocation.Syntax.GetLocation(), _unwrap, $"{invocation.TargetMethod.ContainingType.Name}.{invocation.TargetMethod.Name}"));
    }

    /// <summary>task.ContinueWith(t => t): the inner task is the one that is done already; awaiting the outer one waits for it without its exception.</summary>
    private static bool GivesItsOwn(IInvocationOperation call) => call.Arguments.Any(argument => argument.Value.Unwrapped() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda }
        && lambda.Body.Operations.FirstOrDefault() is IReturnOperation { ReturnedValue: { } returned } && returned.Unwrapped() switch
        {
            IParameterReferenceOperation given => SymbolEqualityComparer.Default.Equals(given.Parameter.ContainingSymbol, lambda.Symbol),
            // One that is done from the start, also where it takes the place of another.
            ISimpleAssignmentOperation { Value: var value } => IsDone(value.Unwrapped()),
            var value => IsDone(value),
        });

    private static bool IsDone(IOperation task) => task is IPropertyReferenceOperation { Property: { Name: "CompletedTask", ContainingType.Name: "Task" } };

    private static bool IsNested(ITypeSymbol? type, KnownTypes types) =>
        type is INamedTypeSymbol { Name: "Task", Arity: 1 } outer && types.IsTask(type) && types.IsTask(outer.TypeArguments[0]);

    /// <summary>Whether this use of the outer task waits for it, or passes it on as a plain task, and leaves the inner one behind.</summary>
    private static bool LosesInner(IOperation task)
    {
        var use = task.Parent;
        while (use is IParenthesizedOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
            use = use.Parent;
        return use switch
        {
            IAwaitOperation { Parent: IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } } => true,
            // Awaited by a lambda without a body of its own: () => await …
            IAwaitOperation { Parent: IReturnOperation { Parent: IBlockOperation { Parent: IAnonymousFunctionOperation { Symbol.ReturnType: INamedTypeSymbol { Arity: 0 } } } } } => true,
            IConversionOperation { Type: INamedTypeSymbol { Name: "Task", Arity: 0 } } conversion => !IsObserved(conversion),
            IInvocationOperation { TargetMethod.Name: "Wait" } wait => wait.Instance is { } waited && waited.Unwrapped() == task,
            _ => false,
        };
    }

    /// <summary>Whether the plain task that it becomes is cast back, or is not used at all.</summary>
    private static bool IsObserved(IConversionOperation plain) => plain.Parent is IExpressionStatementOperation or IConversionOperation { Type: INamedTypeSymbol { Arity: 1 } };

    /// <summary>Whether it is kept in a local, each use of which leaves the inner task behind.</summary>
    private static bool IsLocalThatLosesInner(IOperation task)
    {
        if (task.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator })
            return false;
        IOperation root = declarator;
        while (root.Parent is not null)
            root = root.Parent;
        var uses = root.Descendants().Where(operation => operation is ILocalReferenceOperation use && SymbolEqualityComparer.Default.Equals(use.Local, local)).ToList();
        return uses.Count > 0 && uses.TrueForAll(LosesInner);
    }
}
