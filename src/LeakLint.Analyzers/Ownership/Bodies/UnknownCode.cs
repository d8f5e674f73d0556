using System;
using System.Collections.Generic;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>
/// What still can be told of a creation or call that the compiler gave up on because a name in it means nothing, as while somebody is typing or where a
/// package is missing: <c>new FileStream(unknown.Path, FileMode.Open)</c> makes a FileStream whatever the path is.
/// </summary>
internal static class UnknownCode
{
    /// <summary>Whether this makes a resource of a known type from arguments that mean nothing.</summary>
    public static bool Makes(IOperation operation, OwnershipContext context)
    {
        if (operation is not IInvalidOperation { Syntax: BaseObjectCreationExpressionSyntax creation, Type: INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Error } type })
            return false;
        if (KnownTypes.IsTokenSource(type))
            return creation.ArgumentList is { Arguments.Count: > 0 };
        return context.Catalog.IsResource(type) && !MayWrap(type);
    }

    /// <summary>Whether this makes a database command, which works on its connection and does not own it.</summary>
    public static bool OnlyUsesArguments(IOperation operation) =>
        operation is { Syntax: BaseObjectCreationExpressionSyntax { Initializer: null }, Type: { TypeKind: TypeKind.Error, Name: var name } }
        && (name.EndsWith("Command", StringComparison.Ordinal) || name.EndsWith("DataAdapter", StringComparison.Ordinal));

    /// <summary>What the operation works with. The function that is called has no operation where nothing is known of it; what it is called on has.</summary>
    public static IEnumerable<IOperation> Operands(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (child.Kind != OperationKind.None)
            {
                yield return child;
                continue;
            }

            foreach (var inner in Operands(child))
                yield return inner;
        }
    }

    /// <summary>The method that is called with arguments that mean nothing, where whichever overload is meant gives the same type.</summary>
    /// <param name="operation">The operation that the compiler gave up on.</param>
    /// <param name="model">The model of its tree; the operations of a control-flow graph have none.</param>
    public static IMethodSymbol? FindCalled(IOperation operation, SemanticModel? model)
    {
        if (operation is not IInvalidOperation { Syntax: InvocationExpressionSyntax call } || model is null)
            return null;
        IMethodSymbol? found = null;
        foreach (var candidate in model.GetSymbolInfo(call).CandidateSymbols)
        {
            if (candidate is not IMethodSymbol method || !Takes(method, call.ArgumentList.Arguments.Count))
                continue;
            if (found is not null && !SymbolEqualityComparer.Default.Equals(found.ReturnType, method.ReturnType))
                return null;
            found ??= method;
        }

        return found;
    }

    private static bool Takes(IMethodSymbol method, int arguments)
    {
        var needed = 0;
        foreach (var parameter in method.Parameters)
        {
            if (parameter is { IsParams: true })
                return arguments >= needed;
            needed += parameter.IsOptional ? 0 : 1;
        }

        return arguments >= needed && arguments <= method.Parameters.Length;
    }

    /// <summary>Whether the expression is what a member is used on that its type is known to have: then the member works on it, and keeps it not.</summary>
    /// <param name="value">The syntax of the expression.</param>
    /// <param name="type">Its type.</param>
    /// <param name="member">The name of the member.</param>
    public static bool IsReceiver(SyntaxNode value, ITypeSymbol? type, out string member)
    {
        member = "";
        while (value.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            value = value.Parent;
        var name = value.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == value => access.Name,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } } => binding.Name,
            ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } => binding.Name,
            _ => null,
        };
        if (name is null || type is null || !HasMember(type, name.Identifier.ValueText))
            return false;
        member = name.Identifier.ValueText;
        return true;
    }

    /// <summary>Whether a resource may come out of this that nobody knows the owner of: the value of an unknown name, or what it gives by an out argument.</summary>
    public static bool MayGive(IOperation operation, KnownTypes types)
    {
        foreach (var node in operation.Syntax.DescendantNodesAndSelf())
        {
            if (node is ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword or (int)SyntaxKind.RefKeyword })
                return true;
        }

        if (operation.Syntax is BaseObjectCreationExpressionSyntax)
            return false;
        return types.IsReleasable(operation.Type) || operation.Type is null or { TypeKind: TypeKind.Error }
            && operation.Parent is IConversionOperation { Type: var converted } && types.IsReleasable(converted);
    }

    /// <summary>Whether releasing an object of the type may be nothing but releasing what it was given, which may be somebody else's.</summary>
    private static bool MayWrap(INamedTypeSymbol type) =>
        !type.HasSource() && (WrapperFacts.IsMereWrapper(type) || type.Name is "NetworkStream" or "HttpClient");

    private static bool HasMember(ITypeSymbol type, string name)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            // Of what is not there any member may be its own.
            if (ancestor.TypeKind == TypeKind.Error)
                return MissingTypes.AreResources(ancestor);
            if (!ancestor.GetMembers(name).IsEmpty)
                return true;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (!implemented.GetMembers(name).IsEmpty)
                return true;
        }

        return false;
    }
}
