using System;
using LeakLint.Descriptors;
using LeakLint.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Ownership;

/// <summary>An asynchronous release is started and its task dropped.</summary>
internal static class ReleaseNotAwaited
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.ReleaseNotAwaited,
        title: "Asynchronous release is not awaited",
        messageFormat: "'{0}' is not awaited: nobody knows when the release ends, or whether it fails",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An asynchronous release is started and its task dropped: the program goes on before the resource is released, and no failure is seen.");

    public static void Check(IInvocationOperation invocation, OwnershipContexts contexts, Action<Diagnostic> report)
    {
        var method = invocation.TargetMethod;
        if (method.Name is not ("DisposeAsync" or "StopAsync" or "CloseAsync") || !contexts.Types.IsTask(method.ReturnType) || !IsDropped(invocation) || StopsAnother(method))
            return;
        if (method.Name != "DisposeAsync" && !(invocation.Instance?.Type is { } type && contexts.For(invocation.Syntax.SyntaxTree).Catalog.IsResource(type)))
            return;
        report(Diagnostic.Create(Rule, invocation.Syntax.GetLocation(), RepairPlan.ForAwait(invocation.Syntax), invocation.Syntax.ToString()));
    }

    /// <summary>Whether the member is told what to stop: an order to somebody, and not the end of its own object.</summary>
    private static bool StopsAnother(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter is { IsOptional: false, Type: { TypeKind: TypeKind.Class or TypeKind.Interface, SpecialType: not SpecialType.System_String } })
                return true;
        }

        return false;
    }

    private static bool IsDropped(IOperation operation) => operation.Parent switch
    {
        IExpressionStatementOperation => true,
        IConditionalAccessOperation access => access.WhenNotNull == operation && IsDropped(access),
        ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" } wrapper => IsDropped(wrapper),
        _ => false,
    };
}
