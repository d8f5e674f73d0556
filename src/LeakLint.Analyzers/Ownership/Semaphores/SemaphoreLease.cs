using System.Collections.Generic;
using LeakLint.Flow;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>A place where a body takes a place of a semaphore, and what the flow analysis found out about it.</summary>
/// <param name="call">The wait.</param>
/// <param name="semaphore">The field, local or parameter that holds the semaphore.</param>
internal sealed class SemaphoreLease(IInvocationOperation call, ISymbol semaphore)
{
    public IInvocationOperation Call { get; } = call;

    public SyntaxNode Syntax { get; } = call.Syntax;

    public ISymbol Semaphore { get; } = semaphore;

    /// <summary>How the semaphore is written in the code.</summary>
    public string Name { get; } = call.Instance!.Syntax.ToString();

    /// <summary>Whether the wait may end without a place, and says so by its result.</summary>
    public bool IsConditional => Call.TargetMethod.ReturnType is { SpecialType: SpecialType.System_Boolean } or INamedTypeSymbol { Arity: 1 };

    public List<LostExit> LostAt { get; } = [];

    /// <summary>Operations that may throw while the place is held, with nothing that gives it back.</summary>
    public List<SyntaxNode> AtRiskAt { get; } = [];

    public List<SyntaxNode> ReleasedAt { get; } = [];

    /// <summary>The lease that a call takes; null for other calls, and for semaphores that are not simply named.</summary>
    public static SemaphoreLease? TryCreate(IInvocationOperation call)
    {
        if (call.TargetMethod is not { Name: "Wait" or "WaitAsync", ContainingType.Name: "SemaphoreSlim" } || call.Instance is not { } instance)
            return null;
        return SymbolOf(instance) is { } symbol && !IsSettledAtOnce(call.Syntax, symbol.Name) ? new(call, symbol) : null;
    }

    /// <summary>The field, property, local or parameter that an operation names.</summary>
    public static ISymbol? SymbolOf(IOperation instance) => instance.Unwrapped() switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field when field.Instance is null || field.Instance.IsThis() => field.Field,
        IPropertyReferenceOperation property when property.Instance is null || property.Instance.IsThis() => property.Property,
        _ => null,
    };

    /// <summary>Whether the next statement is a try whose finally releases: most waits are written so, and need no graph.</summary>
    private static bool IsSettledAtOnce(SyntaxNode wait, string semaphore)
    {
        if (wait.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Parent: BlockSyntax block } statement)
            return false;
        var next = block.Statements.IndexOf(statement) + 1;
        return next < block.Statements.Count && block.Statements[next] is TryStatementSyntax { Finally.Block.Statements: { Count: > 0 } last }
            && last[0] is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Release" } access } }
            && SemaphoreDesign.NameOf(access.Expression) == semaphore;
    }
}
