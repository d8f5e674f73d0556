using System;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Tasks;

/// <summary>A task uses a resource of a using scope, and nobody waits for it there.</summary>
internal static class TaskOutlivesResource
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.TaskOutlivesResource,
        title: "Task outlives the resource it uses",
        messageFormat: "'{0}' is released at the end of its using, while the task of '{1}' may still use it",
        category: RuleFamily.Tasks,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A task that uses a resource is dropped, or returned without await, inside the using that releases the resource: the work meets a disposed object.");

    private static readonly ImmutableDictionary<string, string?> _await = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.AwaitTask);

    /// <returns>Whether the task was reported.</returns>
    public static bool Check(IInvocationOperation invocation, ISymbol member, OwnershipContexts contexts, Action<Diagnostic> report)
    {
        var use = UseOf(invocation);
        if (use is not (IExpressionStatementOperation or IReturnOperation or IVariableInitializerOperation) || !contexts.Types.IsTask(invocation.Type) || invocation.TargetMethod.Name is "FromResult" or "CancelAsync")
            return false;
        if (EnclosingFunction.Find(invocation, member) is not { } function || (use is IReturnOperation && (function.IsAsync || !contexts.Types.IsTask(function.ReturnType))))
            return false;
        // "Task.FromResult(Decode(stream))": the work is done when the task is given.
        if (StartedWork.FindDeclaration(invocation) is { } work && DroppedCall.IsDoneAtOnce(work))
            return false;
        foreach (var used in invocation.Descendants().OfType<ILocalReferenceOperation>())
        {
            var reference = IsUsed(used, invocation) ? WrappedBy(used) ?? used : used;
            if (!contexts.Types.IsReleasable(reference.Local.Type) || contexts.For(invocation.Syntax.SyntaxTree).Catalog.TierOf(reference.Local.Type) < ResourceTier.Normal || !IsUsed(used, invocation) || FindScope(reference.Local, invocation) is not { } scope)
                continue;
            if (use is IExpressionStatementOperation && IsWaitedFor(scope, use.Syntax))
                continue;
            if (use is IVariableInitializerOperation && !LeftTask.IsLeft(use.Syntax, scope))
                continue;
            report(Diagnostic.Create(Rule, invocation.Syntax.GetLocation(), [reference.Local.Locations[0]], use is IVariableInitializerOperation ? null : _await, reference.Local.Name, invocation.TargetMethod.Name));
            return true;
        }

        if (use is not IVariableInitializerOperation && FindScopeOfService(invocation) is { } given && FindScope(given.Local, invocation) is { } lifetime && !(use is IExpressionStatementOperation && IsWaitedFor(lifetime, use.Syntax)))
        {
            // Nobody knows here whether the service is one of the scope, or one that outlives it.
            report(Diagnostic.Create(Rule, invocation.Syntax.GetLocation(), DiagnosticSeverity.Info, [given.Local.Locations[0]], _await, given.Local.Name, invocation.TargetMethod.Name));
            return true;
        }

        return false;
    }

    /// <summary>The scope that gave the service in the local that the task is asked of: <c>var mailer = scope.ServiceProvider.GetRequiredService&lt;Mailer&gt;();</c></summary>
    private static ILocalReferenceOperation? FindScopeOfService(IInvocationOperation invocation)
    {
        if (invocation.Instance?.Unwrapped() is not ILocalReferenceOperation { Local.DeclaringSyntaxReferences: { Length: 1 } declared }
            || declared[0].GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetRequiredService" or "GetService", Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ServiceProvider", Expression: IdentifierNameSyntax scope } },
            } })
            return null;
        return invocation.SemanticModel?.GetOperation(scope) as ILocalReferenceOperation;
    }

    /// <summary>What happens to the task: the statement that drops it, or returns it.</summary>
    private static IOperation? UseOf(IOperation task)
    {
        var use = task.Parent;
        while (use is IConversionOperation or IParenthesizedOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }
            or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" })
            use = use.Parent;
        return use;
    }

    /// <summary>Whether the task may use the resource itself: it is the receiver, is passed, or is captured by the work.</summary>
    private static bool IsUsed(ILocalReferenceOperation reference, IInvocationOperation invocation)
    {
        var use = reference.Parent;
        while (use is IConversionOperation or IParenthesizedOperation)
            use = use.Parent;
        return use == invocation || (use is IArgumentOperation && use.Parent == invocation) || IsInLambda(reference, invocation) || IsServiceOf(use, invocation);
    }

    /// <summary>Whether the receiver is a service that the scope gives: the scope releases it with itself.</summary>
    private static bool IsServiceOf(IOperation? provider, IInvocationOperation invocation) =>
        provider is IPropertyReferenceOperation { Property.Name: "ServiceProvider" } && invocation.Instance?.Unwrapped() is IInvocationOperation { TargetMethod.Name: "GetRequiredService" or "GetService" } resolution
        && resolution.Descendants().Contains(provider);

    /// <summary>The local that a content is made from, which the using releases with it or after it: <c>using var content = new StreamContent(file)</c></summary>
    private static ILocalReferenceOperation? WrappedBy(ILocalReferenceOperation content) =>
        content.Local is { Type: INamedTypeSymbol type, DeclaringSyntaxReferences: { Length: 1 } declared } && type.Name.EndsWith("Content", StringComparison.Ordinal)
        && declared[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } }
            ? content.SemanticModel?.GetOperation(arguments[0].Expression) as ILocalReferenceOperation
            : null;

    private static bool IsInLambda(IOperation reference, IInvocationOperation invocation)
    {
        for (var outer = reference.Parent; outer is not null && outer != invocation; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation)
                return invocation.TargetMethod is { Name: "Run" or "StartNew", ContainingType.Name: "Task" or "TaskFactory" };
        }

        return false;
    }

    /// <summary>The statements in which the local lives, when a using releases it at their end, in the function of the task.</summary>
    private static SyntaxNode? FindScope(ILocalSymbol local, IOperation task)
    {
        if (local.DeclaringSyntaxReferences is not { Length: 1 } declared || declared[0].GetSyntax() is not VariableDeclaratorSyntax { Parent.Parent: { } declaration })
            return null;
        var scope = declaration switch
        {
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } => declaration.Parent,
            UsingStatementSyntax statement => statement.Statement,
            _ => task.Syntax.Ancestors().OfType<TryStatementSyntax>().FirstOrDefault(attempt => attempt.Block.Span.Contains(task.Syntax.Span) && Releases(attempt.Finally, local))?.Block,
        };
        if (scope is null || !scope.Span.Contains(task.Syntax.Span))
            return null;
        return task.Syntax.Ancestors().TakeWhile(outer => outer != scope).Any(outer => outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) ? null : scope;
    }

    private static bool Releases(FinallyClauseSyntax? last, ILocalSymbol local) => last is not null && FunctionSyntax.NodesRunWith(last).OfType<InvocationExpressionSyntax>().Any(call =>
        FunctionSyntax.NameOf(call) is "Dispose" or "DisposeAsync" && call.Expression.GetFirstToken().ValueText == local.Name);

    /// <summary>Whether the scope waits for anything after the task was dropped: for this task, for all anybody knows.</summary>
    private static bool IsWaitedFor(SyntaxNode scope, SyntaxNode dropped) => FunctionSyntax.NodesRunWith(scope).Any(node => node.SpanStart >= dropped.Span.End && node switch
    {
        AwaitExpressionSyntax or WhileStatementSyntax or CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 } => true,
        InvocationExpressionSyntax call => FunctionSyntax.NameOf(call) is var name
            && (name.StartsWith("Wait", StringComparison.Ordinal) || name.StartsWith("Read", StringComparison.Ordinal) || name.StartsWith("Run", StringComparison.Ordinal)
                || name.StartsWith("Stop", StringComparison.Ordinal) || name is "Join" or "GetResult" or "Sleep" or "SignalAndWait" or "Take"),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } => true,
        _ => false,
    });
}
