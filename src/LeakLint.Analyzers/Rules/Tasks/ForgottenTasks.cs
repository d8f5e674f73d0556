using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Tasks;

/// <summary>Tasks that are kept in a variable which nobody asks for them: they are dropped all the same, and no compiler says so.</summary>
internal static class ForgottenTasks
{
    /// <summary>A quick answer by type, before anything is looked at.</summary>
    public static bool MayHold(IVariableDeclaratorOperation declarator, KnownTypes types) => types.IsTask(declarator.Symbol.Type) || HoldsTasks(declarator.Symbol.Type, types);

    /// <summary>A local variable that holds a task, or many.</summary>
    public static void Check(IVariableDeclaratorOperation declarator, KnownTypes types, Action<Diagnostic> report)
    {
        var local = declarator.Symbol;
        if (declarator.Initializer?.Value.Unwrapped() is not { } value || local.RefKind != RefKind.None || declarator.Parent?.Parent is IUsingDeclarationOperation)
            return;
        if (types.IsTask(local.Type))
        {
            if (value is IInvocationOperation call && MayFail(call) && UsesOf(local, declarator).Count == 0)
                Report(call, local, report);
        }
        else if (HoldsTasks(local.Type, types) && UsesOf(local, declarator) is var uses && uses.TrueForAll(use => IsAddition(use) || IsCount(use) || IsRace(use)))
        {
            if (uses.Exists(IsRace) && MayCancel(declarator))
                return;
            foreach (var work in StartedIn(value).Concat(uses.SelectMany(AddedBy)).Where(MayFail).Take(1))
                Report(work, uses.Exists(IsRace) ? null : local, report, isRace: uses.Exists(IsRace));
        }
    }

    /// <summary>A query of tasks that is run for what it starts: <c>items.Select(async item => …).ToList();</c></summary>
    public static void Check(IInvocationOperation query, KnownTypes types, Action<Diagnostic> report)
    {
        if (query.TargetMethod.Name is not ("ToList" or "ToArray") || !HoldsTasks(query.Type, types)
            || query.Parent is not (IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }))
            return;
        foreach (var work in StartedIn(query).Where(MayFail).Take(1))
            Report(work, null, report);
    }

    private static void Report(IInvocationOperation work, ILocalSymbol? holder, Action<Diagnostic> report, bool isRace = false)
    {
        // Who wants the first of them does not want to wait for all.
        var hints = isRace ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.AwaitAll);
        if (holder is not null)
            hints = hints.Add(FixHints.Holder, holder.Name);
        report(Diagnostic.Create(UnobservedTask.Rule, work.Syntax.GetLocation(), hints, work.TargetMethod.Name));
    }

    private static bool HoldsTasks(ITypeSymbol? type, KnownTypes types) => type switch
    {
        IArrayTypeSymbol { ElementType: var element } => types.IsTask(element),
        INamedTypeSymbol { Arity: 1, Name: "List" or "HashSet" or "Queue" or "Stack" or "ConcurrentBag" or "ConcurrentQueue" } named => types.IsTask(named.TypeArguments[0]),
        _ => false,
    };

    /// <summary>The query that starts tasks as it is run into a list.</summary>
    private static IEnumerable<IInvocationOperation> StartedIn(IOperation value)
    {
        if (value is not IInvocationOperation { TargetMethod.Name: "ToList" or "ToArray", Arguments: { Length: > 0 } arguments })
            return [];
        return arguments[0].Value.Unwrapped() is IInvocationOperation { TargetMethod: { Name: "Select", ContainingType.Name: "Enumerable" } } select ? [select] : [];
    }

    private static IEnumerable<IInvocationOperation> AddedBy(IOperation use) =>
        use.Parent is IInvocationOperation { Arguments: { Length: 1 } arguments } && arguments[0].Value.Unwrapped() is IInvocationOperation work ? [work] : [];

    private static bool IsAddition(IOperation use) =>
        use.Parent is IInvocationOperation { TargetMethod.Name: "Add" or "Enqueue" or "Push", Parent: IExpressionStatementOperation } call && call.Instance == use;

    /// <summary>Whether the first of the tasks is waited for, once, and the others are left alone.</summary>
    private static bool IsRace(IOperation use)
    {
        var given = use.Parent is IConversionOperation converted ? converted.Parent : use.Parent;
        if (given is not IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "WhenAny", ContainingType.Name: "Task" } } race })
            return false;
        for (var outer = race.Parent; outer is not null; outer = outer.Parent)
        {
            // In rounds each of them has its turn.
            if (outer is ILoopOperation)
                return false;
        }

        return true;
    }

    /// <summary>Whether the function ends what it has started, by a token or in some other way.</summary>
    private static bool MayCancel(IOperation declarator) =>
        declarator.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Any(call => FunctionSyntax.NameOf(call) is "Cancel" or "CancelAsync" or "Dispose" or "Kill" or "Stop" or "StopAsync" or "ContinueWith") == true;

    private static bool IsCount(IOperation use) => use.Parent is IPropertyReferenceOperation { Property.Name: "Count" or "Length" };

    /// <summary>Whether a failure of the work would be lost: it is not one that sees to its failures itself, nor one that waits for a while only.</summary>
    private static bool MayFail(IInvocationOperation work)
    {
        if (work.TargetMethod.Name == "Select")
        {
            var selector = work.Arguments[work.Arguments.Length - 1].Value;
            return (FunctionOf(selector) is { } function && MayFail(function)) || (OnlyCallOf(selector) is { } only && MayFail(only));
        }

        var started = StartedWork.MayStart(work.TargetMethod) && work.Arguments.Length > 0 ? FunctionOf(work.Arguments[0].Value) : StartedWork.FindDeclaration(work);
        return started is null ? DroppedCall.IsOfFramework(work.TargetMethod) && !DroppedCall.IsHarmless(work) && !StartedWork.MayStart(work.TargetMethod) : MayFail(started);
    }

    private static bool MayFail(SyntaxNode function) => DroppedCall.IsAsync(function) && !FunctionSyntax.HandlesFailures(function);

    /// <summary>The call that is all of a lambda: <c>name => client.GetAsync(name)</c>.</summary>
    private static IInvocationOperation? OnlyCallOf(IOperation argument) =>
        argument.Unwrapped() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body.Operations: { Length: 1 } operations } } && operations[0] is IReturnOperation { ReturnedValue: { } value }
            ? value.Unwrapped() as IInvocationOperation
            : null;

    private static SyntaxNode? FunctionOf(IOperation argument) => argument.Unwrapped() switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda.Syntax,
        IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: var method } } => StartedWork.FindDeclaration(method),
        _ => null,
    };

    private static List<IOperation> UsesOf(ILocalSymbol local, IOperation declarator)
    {
        var root = declarator;
        while (root.Parent is { } parent)
            root = parent;
        return [.. root.Descendants().Where(operation => operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))];
    }
}
