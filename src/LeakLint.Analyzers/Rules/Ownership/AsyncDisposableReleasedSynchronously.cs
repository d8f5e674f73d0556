using System;
using LeakLint.Descriptors;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Ownership;

/// <summary>A function that can await releases something synchronously whose asynchronous release does more.</summary>
internal static class AsyncDisposableReleasedSynchronously
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.AsyncDisposableReleasedSynchronously,
        title: "Asynchronous disposable is released synchronously",
        messageFormat: "'{0}' is released by Dispose although the code can await: {1}",
        category: RuleFamily.Ownership,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A function that can await releases a resource with Dispose whose DisposeAsync does more: it says goodbye, waits for work, flushes. Dispose leaves that undone, blocks a thread, or throws.");

    public static void CheckUsing(IOperation operation, KnownTypes types, Action<Diagnostic> report)
    {
        switch (operation)
        {
            case IUsingOperation { IsAsynchronous: false, Resources: var resources }:
                CheckResources(resources, operation, types, report);
                break;
            case IUsingDeclarationOperation { IsAsynchronous: false, DeclarationGroup: var group }:
                CheckResources(group, operation, types, report);
                break;
        }
    }

    /// <summary>A call of Dispose on something that also has a DisposeAsync.</summary>
    public static void CheckCall(IInvocationOperation call, KnownTypes types, Action<Diagnostic> report)
    {
        if (call.TargetMethod is not { Name: "Dispose", Parameters.Length: 0 } || call.Instance?.Unwrapped() is not { Type: { } type } receiver || receiver is IInstanceReferenceOperation)
            return;
        if (receiver is IConditionalAccessInstanceOperation && call.Syntax.FirstAncestorOrSelf<Microsoft.CodeAnalysis.CSharp.Syntax.ConditionalAccessExpressionSyntax>() is { } access)
            Check(access.Expression.ToString(), type, null, call, call.Syntax, isUsing: false, types, report);
        else
            Check(receiver.Syntax.ToString(), type, null, call, call.Syntax, isUsing: false, types, report);
    }

    private static void CheckResources(IOperation resources, IOperation operation, KnownTypes types, Action<Diagnostic> report)
    {
        if (resources is not IVariableDeclarationGroupOperation group)
        {
            if (resources.Unwrapped() is { Type: { } type } value)
                Check(NameOf(value, type), type, value, operation, value.Syntax, isUsing: true, types, report);
            return;
        }

        foreach (var declaration in group.Declarations)
        {
            foreach (var variable in declaration.Declarators)
                Check(variable.Symbol.Name, variable.Symbol.Type, variable.Initializer?.Value.Unwrapped(), operation, variable.Syntax, isUsing: true, types, report);
        }
    }

    private static void Check(
        string name, ITypeSymbol type, IOperation? value, IOperation operation, SyntaxNode at, bool isUsing, KnownTypes types, Action<Diagnostic> report)
    {
        if (!types.IsAsyncDisposable(type) || AwaitableCode.Find(at) is not { } code)
            return;
        // Where a task that is still running is returned, the using ends too early anyway: another rule tells of it.
        if (isUsing && !code.IsAsync && !code.ReturnsOnlyDoneTasks)
            return;
        var reason = value is not null && IsOverResponse(value) ? "ASP.NET Core forbids the synchronous write to the response at its end"
            : AsyncRelease.DoesMore(type) ? $"'{type.Name}.DisposeAsync' does more"
            : null;
        if (reason is null || code.EndsAsynchronously(name))
            return;
        report(Diagnostic.Create(Rule, at.GetLocation(), RepairPlan.ForAsyncRelease(at), name, reason));
    }

    /// <summary>Whether the value writes what is left to the body of a response when it is released.</summary>
    private static bool IsOverResponse(IOperation value)
    {
        if (value is not IObjectCreationOperation { Type.Name: "StreamWriter" or "Utf8JsonWriter" or "GZipStream" or "BrotliStream" or "DeflateStream" or "ZLibStream" or "ZipArchive" } writer)
            return false;
        foreach (var argument in writer.Arguments)
        {
            if (argument.Value.Unwrapped() is IPropertyReferenceOperation { Property: { Name: "Body", ContainingType.Name: "HttpResponse" } })
                return true;
        }

        return false;
    }

    private static string NameOf(IOperation value, ITypeSymbol type) => value is ILocalReferenceOperation or IFieldReferenceOperation or IParameterReferenceOperation
        ? value.Syntax.ToString()
        : RepairPlan.NameFor(type);
}
