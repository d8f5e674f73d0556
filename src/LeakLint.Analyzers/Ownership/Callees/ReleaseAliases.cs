using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>
/// Methods of ours that are all that Dispose does, <c>void Dispose() =&gt; Reset();</c>, or that do the same in the end: who calls them has released the object as well,
/// though it may be used again.
/// </summary>
internal static class ReleaseAliases
{
    public static bool Contain(IMethodSymbol method)
    {
        if (method is not { MethodKind: MethodKind.Ordinary, IsStatic: false, IsAsync: false } || ReleaseOf(method.ContainingType) is not { } release)
            return false;
        return method.Name == release
            || (method.DeclaringSyntaxReferences is { Length: 1 } declared && declared[0].GetSyntax() is MethodDeclarationSyntax declaration && StatementsOf(declaration).LastOrDefault() is { } last && OwnCall(last) == release);
    }

    /// <summary>The method of the type to which its Dispose leaves everything, by name; null where it does anything itself.</summary>
    private static string? ReleaseOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? owner = type; owner is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } && owner.HasSource(); owner = owner.BaseType)
        {
            foreach (var member in owner.GetMembers("Dispose"))
            {
                if (member is IMethodSymbol { Parameters.IsEmpty: true, DeclaringSyntaxReferences: { Length: 1 } declared } && declared[0].GetSyntax() is MethodDeclarationSyntax dispose)
                    return OnlyCall(dispose) ?? (HandsOn(dispose) ? OnlyCallOfPattern(owner) : null);
            }
        }

        return null;
    }

    /// <summary>"Dispose(true);", the pattern, and nothing else.</summary>
    private static bool HandsOn(MethodDeclarationSyntax dispose) => StatementsOf(dispose).All(statement => IsGuard(statement) || statement.ToString() is var text
        && (text.StartsWith("GC.SuppressFinalize", StringComparison.Ordinal) || text.StartsWith("Dispose(", StringComparison.Ordinal) || text.StartsWith("this.Dispose(", StringComparison.Ordinal)));

    /// <summary>What Dispose(bool) leaves everything to, where no derived type can add to it.</summary>
    private static string? OnlyCallOfPattern(INamedTypeSymbol owner) =>
        owner.GetMembers("Dispose").OfType<IMethodSymbol>().FirstOrDefault(method => method is { IsVirtual: false, IsOverride: false, IsAbstract: false, Parameters.Length: 1 } && method.Parameters[0].Type.SpecialType == SpecialType.System_Boolean)
            is { DeclaringSyntaxReferences: { Length: 1 } declared } && declared[0].GetSyntax() is MethodDeclarationSyntax { Body: { } body } ? OnlyCall(Unwrapped(body.Statements)) : null;

    /// <summary>What stands within a <c>try</c> that tells of failures, or behind a question whether there is anything to release.</summary>
    private static IEnumerable<SyntaxNode> Unwrapped(IEnumerable<SyntaxNode> statements) => statements.SelectMany(statement => statement switch
    {
        TryStatementSyntax guarded => Unwrapped(guarded.Block.Statements),
        IfStatementSyntax { Else: null, Statement: BlockSyntax { Statements: var inner } } when !IsGuard(statement) => Unwrapped(inner),
        IfStatementSyntax { Else: null, Statement: ExpressionStatementSyntax only } => [only],
        _ => [statement],
    });

    private static string? OnlyCall(MethodDeclarationSyntax dispose) => OnlyCall(StatementsOf(dispose));

    private static string? OnlyCall(IEnumerable<SyntaxNode> statements)
    {
        string? called = null;
        foreach (var statement in statements)
        {
            if (IsGuard(statement) || statement.ToString().StartsWith("GC.SuppressFinalize", StringComparison.Ordinal))
                continue;
            if (called is not null || OwnCall(statement) is not { } own || Contracts.IsReleaseName(own))
                return null;
            called = own;
        }

        return called;
    }

    /// <summary>"if (_disposed) return;", "_disposed = true;".</summary>
    private static bool IsGuard(SyntaxNode statement) => statement switch
    {
        IfStatementSyntax { Else: null, Statement: ReturnStatementSyntax } => true,
        IfStatementSyntax { Else: null, Statement: BlockSyntax { Statements: { Count: 1 } only } } => only[0] is ReturnStatementSyntax,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: LiteralExpressionSyntax } } => true,
        _ => false,
    };

    private static IEnumerable<SyntaxNode> StatementsOf(MethodDeclarationSyntax method) =>
        method.ExpressionBody is { Expression: var only } ? [only] : method.Body is { } body ? body.Statements : [];

    private static string? OwnCall(SyntaxNode statement)
    {
        if (((statement as ExpressionStatementSyntax)?.Expression ?? statement) is not InvocationExpressionSyntax { Expression: var called })
            return null;
        // "_items.MarkForDisposal();": a part is told, and Dispose does no more.
        if (called is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var part } } && part.StartsWith("_", StringComparison.Ordinal))
            return called.ToString();
        return (called is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var member } ? member : called) is IdentifierNameSyntax { Identifier.ValueText: var text } ? text : null;
    }
}
