using System;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>Which operations may acquire a resource: asked for every creation and call, so the answer must be quick.</summary>
internal static class AcquisitionFacts
{
    public static bool IsAcquisition(IObjectCreationOperation creation, OwnershipContext context)
    {
        if (creation.Type is not { } type)
            return false;
        if (creation.Constructor is { } constructor && context.Annotations?.OfResult(constructor) == false)
            return false;
        return context.Catalog.IsResource(type) || IsTimedCancellation(creation);
    }

    /// <summary>Whether the call could give its caller a resource, going by its type alone.</summary>
    public static bool MayAcquire(IInvocationOperation invocation, OwnershipContext context)
    {
        var type = invocation.TargetMethod.ReturnType;
        if (type.IsSimple())
            return false;
        if (LeaseFacts.IsLease(invocation.TargetMethod))
            return true;
        if (ClonedType(invocation) is { } cloned)
            return context.Catalog.IsResource(cloned);
        type = context.Types.Unwrap(type);
        if (context.Catalog.IsResource(type))
            return true;
        return context.Catalog.IsForced(type) && (IsForced(invocation) || context.Contracts.Of(invocation.TargetMethod).Acquires || ForcedResults.MayGive(invocation.TargetMethod, context));
    }

    /// <summary>Whether the call acquires because of what it is called on, or with: a response of which only the headers were read.</summary>
    public static bool IsForced(IInvocationOperation invocation)
    {
        if (Iterators.IsEntered(invocation))
            return true;
        if (invocation.TargetMethod is not { Name: "GetAsync" or "SendAsync" or "Send", ContainingType.Name: "HttpClient" or "HttpMessageInvoker" or "DelegatingHandler" })
            return false;
        // What an invoker, or one handler of the chain, sends it through is never buffered.
        if (invocation.Instance?.Type is { Name: "HttpMessageInvoker" } || invocation.TargetMethod.ContainingType.Name == "DelegatingHandler")
            return true;
        foreach (var argument in invocation.Arguments)
        {
            // HttpCompletionOption.ResponseHeadersRead
            if (argument.Parameter?.Type.Name == "HttpCompletionOption" && argument.Value.ConstantValue is { HasValue: true, Value: 1 })
                return true;
        }

        return false;
    }

    /// <summary>Whether the call may give a resource by an out parameter, going by types, syntax and names.</summary>
    public static bool MayGiveOut(IMethodSymbol method, OwnershipContext context)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind == RefKind.Out && context.Catalog.IsResource(parameter.Type)
                && (context.Contracts.Of(method).FreshOut != 0 || (context.Summaries.MayGiveOut(method, parameter) ?? GivesOutByName(method))))
                return true;
        }

        return false;
    }

    /// <summary>Whether a method that nobody can look into gives by an out parameter what it made; others look things up.</summary>
    public static bool GivesOutByName(IMethodSymbol method) =>
        method.Name.StartsWith("TryCreate", StringComparison.Ordinal) || method.Name.StartsWith("TryOpen", StringComparison.Ordinal)
        || method.Name.StartsWith("TryAcquire", StringComparison.Ordinal) || method.Name.StartsWith("TryStart", StringComparison.Ordinal)
        || method.Name.StartsWith("TryConnect", StringComparison.Ordinal);

    /// <summary>The type of the resource that the call gives.</summary>
    public static ITypeSymbol TypeOf(IInvocationOperation invocation, OwnershipContext context) =>
        ClonedType(invocation) ?? context.Types.Unwrap(invocation.TargetMethod.ReturnType);

    /// <summary>The type that a copy is cast to on the spot, <c>(Bitmap)image.Clone()</c>: the method itself promises an object only. Null for all other calls.</summary>
    public static ITypeSymbol? ClonedType(IInvocationOperation invocation) =>
        invocation is { TargetMethod: { Name: "Clone", ReturnType.SpecialType: SpecialType.System_Object }, Arguments.IsEmpty: true, Parent: IConversionOperation { Type: { } type } } ? type : null;

    /// <summary>A CancellationTokenSource with a time-out holds a timer; one without needs no release.</summary>
    private static bool IsTimedCancellation(IObjectCreationOperation creation) =>
        KnownTypes.IsTokenSource(creation.Type) && (creation.Arguments.Length > 0 || GetsTimeOut(creation.Syntax));

    /// <summary>Whether the body gives the local that the source is put into a time-out later on.</summary>
    private static bool GetsTimeOut(SyntaxNode creation)
    {
        var local = creation.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var name } } assignment when assignment.Right == creation => name,
            _ => null,
        };
        if (local is null || creation.FirstAncestorOrSelf<BlockSyntax>() is not { } block)
            return false;
        foreach (var name in block.NamesOf("CancelAfter"))
        {
            if (name.Parent is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var timed } } && timed == local)
                return true;
        }

        return false;
    }
}
