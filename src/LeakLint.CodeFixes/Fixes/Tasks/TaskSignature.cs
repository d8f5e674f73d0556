using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Makes functions asynchronous, with all that it takes: a task as their result, and callers that await it.</summary>
/// <remarks>One for each edit: it remembers what it has made asynchronous.</remarks>
internal sealed class TaskSignature(RepairContext context, SourceEdit edit)
{
    /// <summary>How far up callers are made asynchronous in turn.</summary>
    private const int MaximalDepth = 3;

    private readonly HashSet<SyntaxNode> _changed = [];

    /// <summary>Makes the function one that awaits; false when what calls it leaves no way.</summary>
    public bool TryAwaitIn(EnclosingFunction function) => TryAwaitIn(function, depth: 0);

    /// <summary>Has the function return a task that ends when it does.</summary>
    public bool TryReturnTask(EnclosingFunction function) => TryWrite(function, depth: 0);

    private bool TryAwaitIn(EnclosingFunction function, int depth) => function.IsAsync || _changed.Contains(function.Node) || TryWrite(function, depth);

    private bool TryWrite(EnclosingFunction function, int depth)
    {
        if (depth > MaximalDepth || function.IsIterator)
            return false;
        _changed.Add(function.Node);
        if (function.ReturnsTask)
            return context.TryMakeAsync(function, edit, awaits: true);
        return function.Node switch
        {
            MethodDeclarationSyntax method => TryWrite(function, method.ReturnType, method.Modifiers, method.ParameterList, depth),
            LocalFunctionStatementSyntax local => TryWrite(function, local.ReturnType, local.Modifiers, local.ParameterList, depth),
            LambdaExpressionSyntax lambda => TryWrite(lambda),
            _ => false,
        };
    }

    private bool TryWrite(EnclosingFunction function, TypeSyntax result, SyntaxTokenList modifiers, ParameterListSyntax parameters, int depth)
    {
        if (context.Model.GetDeclaredSymbol(function.Node) is not IMethodSymbol symbol || !HasFreeSignature(symbol) || result is RefTypeSyntax)
            return false;
        if (modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PartialKeyword or SyntaxKind.ExternKeyword or SyntaxKind.UnsafeKeyword)
            || parameters.Parameters.Any(parameter => parameter.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword)))
        {
            return false;
        }

        var task = context.NameOf("Task", "System.Threading.Tasks");
        var prefix = function.IsAsync ? "" : "async ";
        edit.Replace(result.Span, symbol.ReturnsVoid ? prefix + task : $"{prefix}{task}<{result}>");
        edit.Affect(symbol.Name);
        return new Callers(context, symbol).All is { } callers && callers.All(call => TryAwait(call, depth));
    }

    // A handler of requests may return a task of anything; Task.Run takes either, and waits for the task.
    private bool TryWrite(LambdaExpressionSyntax lambda)
    {
        if (!Endpoints.IsHandler(context, lambda) && !IsRun(lambda) || lambda is ParenthesizedLambdaExpressionSyntax { ReturnType: not null })
            return false;
        edit.Insert(lambda is ParenthesizedLambdaExpressionSyntax parenthesized ? parenthesized.ParameterList.SpanStart : ((SimpleLambdaExpressionSyntax)lambda).Parameter.SpanStart, "async ");
        return true;
    }

    private bool IsRun(LambdaExpressionSyntax lambda) =>
        lambda.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } argument && list.Arguments[0] == argument
        && context.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Run", ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } };

    private bool TryAwait(InvocationExpressionSyntax call, int depth)
    {
        var caller = EnclosingFunction.Of(call, context.Model);
        if (!TryAwaitIn(caller, depth + 1))
            return false;
        // A task that is returned was awaited when the caller was made asynchronous.
        if (_changed.Contains(caller.Node) && caller.ReturnsTask && (call.Parent is ReturnStatementSyntax || call == caller.Expression))
            return true;
        var isOperand = call.Parent is MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax;
        edit.Insert(call.SpanStart, isOperand ? "(await " : "await ");
        if (isOperand)
            edit.Insert(call.Span.End, ")");
        return true;
    }

    /// <summary>Whether no contract says what it returns.</summary>
    private static bool HasFreeSignature(IMethodSymbol method) =>
        method is { IsOverride: false, IsVirtual: false, IsAbstract: false, ReturnsByRef: false, ReturnsByRefReadonly: false }
        && method.ReturnType.TypeKind is not (TypeKind.Pointer or TypeKind.Dynamic) && !method.ReturnType.IsRefLikeType
        && method.ExplicitInterfaceImplementations.IsEmpty
        && (method.MethodKind == MethodKind.LocalFunction || !method.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers(method.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)))
        && !IsHandler(method) && method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction;

    private static bool IsHandler(IMethodSymbol method) =>
        method.ReturnsVoid && method.Parameters.Length == 2 && method.Parameters[1].Type.Name.EndsWith("Args", System.StringComparison.Ordinal);
}
