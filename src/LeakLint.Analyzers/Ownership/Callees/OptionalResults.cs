using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>Calls of methods of ours that are told, by a constant, to give nothing: <c>Add(target, requestUndo: false)</c> of <c>return requestUndo ? new Undo(this) : null</c>.</summary>
internal static class OptionalResults
{
    private const int MaxSteps = 3;

    /// <summary>Whether a constant of the call makes the method give null. Asked of few calls only: it looks into what they call.</summary>
    public static bool IsToldToGiveNothing(SyntaxNode call, IMethodSymbol? method, Compilation compilation)
    {
        if (call is not InvocationExpressionSyntax invocation || method is null)
            return false;
        foreach (var argument in invocation.ArgumentList.Arguments)
        {
            var given = argument.Expression.Kind();
            if (given is SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression
                && ParameterOf(argument, invocation, method) is { } parameter && GivesNothing(method, parameter.Name, given == SyntaxKind.TrueLiteralExpression, compilation, MaxSteps))
                return true;
        }

        return false;
    }

    private static IParameterSymbol? ParameterOf(ArgumentSyntax argument, InvocationExpressionSyntax invocation, IMethodSymbol method) =>
        argument.NameColon is { Name.Identifier.ValueText: var name }
            ? method.Parameters.FirstOrDefault(parameter => parameter.Name == name)
            : invocation.ArgumentList.Arguments.IndexOf(argument) is var position && position < method.Parameters.Length ? method.Parameters[position] : null;

    private static bool GivesNothing(IMethodSymbol method, string flag, bool value, Compilation compilation, int steps)
    {
        method = method.PartialImplementationPart ?? method.OriginalDefinition;
        if (steps == 0 || !method.HasSource() || method.IsVirtual || method.IsOverride || method.IsAbstract || method.IsAsync || method.DeclaringSyntaxReferences is not { Length: 1 } declared
            || declared[0].GetSyntax() is not MethodDeclarationSyntax declaration || !compilation.ContainsSyntaxTree(declaration.SyntaxTree) || IsAssigned(flag, declaration))
            return false;
        if (declaration.ExpressionBody is { Expression: var only })
            return IsNothing(only, declaration, flag, value, compilation, steps);
        var returned = declaration.Body?.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>().ToList();
        return returned is { Count: > 0 } && returned.TrueForAll(one => one.Expression is { } expression && IsNothing(expression, declaration, flag, value, compilation, steps));
    }

    private static bool IsNothing(ExpressionSyntax expression, MethodDeclarationSyntax within, string flag, bool value, Compilation compilation, int steps)
    {
        switch (expression)
        {
            case LiteralExpressionSyntax literal:
                return literal.IsKind(SyntaxKind.NullLiteralExpression) || literal.IsKind(SyntaxKind.DefaultLiteralExpression);
            case ParenthesizedExpressionSyntax { Expression: var inner }:
                return IsNothing(inner, within, flag, value, compilation, steps);
            case ConditionalExpressionSyntax { Condition: IdentifierNameSyntax { Identifier.ValueText: var asked } } choice when asked == flag:
                return IsNothing(value ? choice.WhenTrue : choice.WhenFalse, within, flag, value, compilation, steps);
            case ConditionalExpressionSyntax { Condition: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: IdentifierNameSyntax { Identifier.ValueText: var refused } } } choice when refused == flag:
                return IsNothing(value ? choice.WhenFalse : choice.WhenTrue, within, flag, value, compilation, steps);
            case IdentifierNameSyntax { Identifier.ValueText: var local }:
                return within.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(variable => variable.Identifier.ValueText == local).ToList() is { Count: 1 } variables
                    && variables[0].Initializer is { Value: var initial } && !IsAssigned(local, within) && IsNothing(initial, within, flag, value, compilation, steps);
            case InvocationExpressionSyntax invocation:
                var passed = invocation.ArgumentList.Arguments.FirstOrDefault(argument => argument.Expression is IdentifierNameSyntax { Identifier.ValueText: var name } && name == flag);
                return passed is not null && compilation.GetSemanticModel(invocation.SyntaxTree).GetSymbolInfo(invocation).Symbol is IMethodSymbol called
                    && ParameterOf(passed, invocation, called) is { } parameter && GivesNothing(called, parameter.Name, value, compilation, steps - 1);
            default:
                return false;
        }
    }

    private static bool IsAssigned(string name, MethodDeclarationSyntax within) =>
        within.DescendantNodes().Any(node => node
            is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var assigned } } && assigned == name
            || node is ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax { Identifier.ValueText: var given } } && given == name);
}
