using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>
/// Calls that run a function and give what it gives: <c>Task.Run(() =&gt; File.OpenRead(path))</c>, a policy that tries again. What the function makes
/// is the caller's then. A cache that runs a function keeps what it gave; such methods are of other names, or do more with it.
/// </summary>
internal static class DelegatedResults
{
    /// <summary>The function that makes what the call gives, a lambda or a method; null for all other calls.</summary>
    public static IOperation? MakerOf(IInvocationOperation call, OwnershipContext context)
    {
        var method = call.TargetMethod.OriginalDefinition;
        if (method.Arity == 0 || context.Types.Unwrap(method.ReturnType) is not ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } result)
            return null;
        IParameterSymbol? function = null;
        foreach (var parameter in method.Parameters)
        {
            if (function is null && GivesOnly(parameter.Type, result, context.Types))
                function = parameter;
            else if (Mentions(parameter.Type, result))
                return null;
        }

        if (function is null || !(method.HasSource() ? GivesResultOf(function, method) : OnlyRuns(method)))
            return null;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Ordinal == function.Ordinal)
                return MadeBy(argument.Value);
        }

        return null;
    }

    /// <summary>The lambda or method that a delegate is made of on the spot.</summary>
    public static IOperation? MadeBy(IOperation value) =>
        value.Unwrapped() is IDelegateCreationOperation { Target: (IMethodReferenceOperation or IAnonymousFunctionOperation or IFlowAnonymousFunctionOperation) and var target } ? target : null;

    private static bool GivesOnly(ITypeSymbol type, ITypeParameterSymbol result, KnownTypes types) =>
        type is INamedTypeSymbol { Name: "Func", DelegateInvokeMethod: { ReturnType: var given } invoke }
        && SymbolEqualityComparer.Default.Equals(types.Unwrap(given), result) && !invoke.Parameters.Any(parameter => Mentions(parameter.Type, result));

    private static bool Mentions(ITypeSymbol type, ITypeParameterSymbol result) => type switch
    {
        ITypeParameterSymbol => SymbolEqualityComparer.Default.Equals(type, result),
        IArrayTypeSymbol { ElementType: var element } => Mentions(element, result),
        INamedTypeSymbol named => named.TypeArguments.Any(argument => Mentions(argument, result)),
        _ => false,
    };

    /// <summary>Methods that cannot be looked into: going by the name they run the function, and do not keep what it gives.</summary>
    private static bool OnlyRuns(IMethodSymbol method) =>
        method.Name is "Run" or "StartNew" or "RunAsync" or "Execute" or "ExecuteAsync" or "Invoke" or "InvokeAsync" || method.Name.IndexOf("Retry", StringComparison.Ordinal) >= 0;

    /// <summary>Whether all that the method returns is what the function gives it.</summary>
    private static bool GivesResultOf(IParameterSymbol function, IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.Length != 1)
            return false;
        var declaration = method.DeclaringSyntaxReferences[0].GetSyntax();
        var gives = false;
        foreach (var node in declaration.DescendantNodes(static inner => inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            switch (node)
            {
                case ReturnStatementSyntax { Expression: { } returned }:
                    if (!IsCallOf(returned, function.Name))
                        return false;
                    gives = true;
                    break;
                case ArrowExpressionClauseSyntax { Expression: var value } when node.Parent == declaration:
                    return IsCallOf(value, function.Name);
            }
        }

        return gives;
    }

    private static bool IsCallOf(ExpressionSyntax value, string function)
    {
        while (true)
        {
            switch (value)
            {
                case AwaitExpressionSyntax { Expression: var awaited }:
                    value = awaited;
                    continue;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var configured } }:
                    value = configured;
                    continue;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Expression: IdentifierNameSyntax { Identifier.ValueText: var invoked } } }:
                    return invoked == function;
                case InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var called } }:
                    return called == function;
                default:
                    return false;
            }
        }
    }
}
