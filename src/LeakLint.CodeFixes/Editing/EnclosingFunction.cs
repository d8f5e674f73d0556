using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Editing;

/// <summary>The method, accessor, lambda, local function or top-level program that code is in.</summary>
internal sealed class EnclosingFunction
{
    private readonly SemanticModel _model;

    private EnclosingFunction(SyntaxNode node, SemanticModel model)
    {
        Node = node;
        _model = model;
    }

    public SyntaxNode Node { get; }

    public bool IsAsync => Node switch
    {
        CompilationUnitSyntax => true,
        BaseMethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.AsyncKeyword),
        AnonymousFunctionExpressionSyntax function => !function.AsyncKeyword.IsKind(SyntaxKind.None),
        _ => false,
    };

    /// <summary>Whether the function waits by <c>await</c>; a program of top-level statements does when it awaits already.</summary>
    public bool Awaits => IsAsync && (Node is not CompilationUnitSyntax || OwnNodes().Any(node => node is AwaitExpressionSyntax));

    /// <summary>The body between braces, when there is one.</summary>
    public BlockSyntax? Body => Node switch
    {
        BaseMethodDeclarationSyntax method => method.Body,
        LocalFunctionStatementSyntax function => function.Body,
        AnonymousFunctionExpressionSyntax function => function.Block,
        AccessorDeclarationSyntax accessor => accessor.Body,
        _ => null,
    };

    /// <summary>The body after <c>=></c>, when there is one.</summary>
    public ExpressionSyntax? Expression => Node switch
    {
        BaseMethodDeclarationSyntax method => method.ExpressionBody?.Expression,
        LocalFunctionStatementSyntax function => function.ExpressionBody?.Expression,
        AnonymousFunctionExpressionSyntax function => function.ExpressionBody,
        AccessorDeclarationSyntax accessor => accessor.ExpressionBody?.Expression,
        PropertyDeclarationSyntax property => property.ExpressionBody?.Expression,
        IndexerDeclarationSyntax indexer => indexer.ExpressionBody?.Expression,
        _ => null,
    };

    /// <summary>What is declared to be returned; null for constructors, the top level and lambdas without a known type.</summary>
    public ITypeSymbol? ReturnType => Node switch
    {
        AnonymousFunctionExpressionSyntax function => (_model.GetSymbolInfo(function).Symbol as IMethodSymbol)?.ReturnType,
        PropertyDeclarationSyntax or IndexerDeclarationSyntax => (_model.GetDeclaredSymbol(Node) as IPropertySymbol)?.Type,
        CompilationUnitSyntax => null,
        _ => (_model.GetDeclaredSymbol(Node) as IMethodSymbol)?.ReturnType,
    };

    /// <summary>Whether callers get a task, which may still be running when a function that is not async returns.</summary>
    public bool ReturnsTask => IsTask(ReturnType);

    /// <summary>Whether the task, if any, carries no result.</summary>
    public bool ReturnsPlainTask => ReturnsTask && ReturnType is INamedTypeSymbol { Arity: 0 };

    /// <summary>Whether an expression body is a value to return, rather than a statement.</summary>
    /// <param name="isAsync">Whether the function is async, or will be.</param>
    public bool ReturnsValue(bool isAsync) => ReturnType is { SpecialType: not SpecialType.System_Void } && !(isAsync && ReturnsPlainTask);

    public static EnclosingFunction Of(SyntaxNode node, SemanticModel model)
    {
        var found = node.Ancestors().First(ancestor => ancestor
            is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax
            or PropertyDeclarationSyntax or IndexerDeclarationSyntax or BaseFieldDeclarationSyntax or CompilationUnitSyntax);
        return new(found, model);
    }

    /// <summary>The function that a node declares.</summary>
    public static EnclosingFunction At(SyntaxNode declaration, SemanticModel model) => new(declaration, model);

    /// <summary>Whether an expression is a task that is yet to be awaited.</summary>
    public bool IsTask(ExpressionSyntax expression) => IsTask(_model.GetTypeInfo(expression).Type);

    /// <summary>The return statements of this function, not those of functions in it.</summary>
    public IEnumerable<ReturnStatementSyntax> Returns() => OwnNodes().OfType<ReturnStatementSyntax>();

    public bool IsIterator => OwnNodes().Any(node => node is YieldStatementSyntax);

    private IEnumerable<SyntaxNode> OwnNodes() =>
        Node.DescendantNodes(node => node == Node || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    private static bool IsTask(ITypeSymbol? type) => type is INamedTypeSymbol
    {
        Name: "Task" or "ValueTask",
        Arity: <= 1,
        ContainingNamespace: { Name: "Tasks", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } },
    };
}
