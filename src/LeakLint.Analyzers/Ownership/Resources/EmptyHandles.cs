using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>Handles that say themselves that nothing was acquired: a lock that was not got, a lease that was refused.</summary>
internal static class EmptyHandles
{
    /// <summary>Whether there is nothing to release where this member of a handle, a property or method that answers yes or no, says no.</summary>
    public static bool IsToldBy(ISymbol member) =>
        !member.IsStatic
        && member is IPropertySymbol { Type.SpecialType: SpecialType.System_Boolean, IsIndexer: false }
            or IMethodSymbol { ReturnType.SpecialType: SpecialType.System_Boolean, Parameters.IsEmpty: true }
        && (IsSaidByName(member.Name) || IsAskedByRelease(member));

    /// <summary>Whether there is nothing to release where this property of a system handle says yes.</summary>
    public static bool IsDeniedBy(IPropertySymbol property)
    {
        if (property.Name is not ("IsInvalid" or "IsClosed"))
            return false;
        for (var type = property.ContainingType; type is not null; type = type.BaseType)
        {
            if (type is { Name: "SafeHandle" or "CriticalHandle", ContainingNamespace.Name: "InteropServices" })
                return true;
        }

        return false;
    }

    /// <summary>Whether a handle of .NET is made around nothing, so that a variable has something to begin with: <c>new SafeFileHandle(IntPtr.Zero, true)</c>.</summary>
    public static bool AreMade(IObjectCreationOperation creation) =>
        creation is { Type: { } type, Arguments: { Length: 2 } arguments } && type.Name.StartsWith("Safe", StringComparison.Ordinal) && type.Name.EndsWith("Handle", StringComparison.Ordinal) && !type.HasSource()
        && arguments[0].Value.Unwrapped() is IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.SpecialType: SpecialType.System_IntPtr } } or IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: 0 or -1 } };

    private static bool IsSaidByName(string name) =>
        name is "IsAcquired" or "Acquired" or "WasAcquired" or "IsLockAcquired" or "LockAcquired" or "HasLock" or "IsLocked" or "IsHeld";

    /// <summary>Whether the release of a class of ours begins by asking the same, and goes home on no.</summary>
    private static bool IsAskedByRelease(ISymbol member)
    {
        if (!member.HasSource() || member.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type || TextOf(member) is not { } answer)
            return false;
        foreach (var candidate in type.GetMembers())
        {
            if (candidate is not IMethodSymbol method || method.SimpleName() is not ("Dispose" or "DisposeAsync")
                || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not MethodDeclarationSyntax { Body.Statements: { Count: > 0 } statements })
                continue;
            if (statements[0] is IfStatementSyntax first && IsRefusal(first, answer, member.Name, isLast: statements.Count == 1))
                return true;
        }

        return false;
    }

    private static bool IsRefusal(IfStatementSyntax first, string answer, string member, bool isLast)
    {
        // "if (!_acquired) return;"
        if (first.Statement is ReturnStatementSyntax || (first.Statement is BlockSyntax { Statements: { Count: 1 } inner } && inner[0] is ReturnStatementSyntax))
            return IsRefused(first.Condition);
        // "if (_acquired) _semaphore.Release();"
        return isLast && first.Else is null && IsAsked(first.Condition);

        bool IsRefused(ExpressionSyntax condition) => condition switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either => IsRefused(either.Left) || IsRefused(either.Right),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => Names(not.Operand),
            _ => false,
        };

        bool IsAsked(ExpressionSyntax condition) => condition switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => IsAsked(both.Left) || IsAsked(both.Right),
            _ => Names(condition),
        };

        bool Names(ExpressionSyntax expression)
        {
            var name = expression switch
            {
                IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
                MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var qualified } => qualified,
                InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: IdentifierNameSyntax called } => called.Identifier.ValueText,
                _ => null,
            };
            return name is not null && (string.Equals(name, answer, StringComparison.Ordinal) || string.Equals(name, member, StringComparison.Ordinal));
        }
    }

    /// <summary>The field that the member gives, or its own name where it holds the answer itself.</summary>
    private static string? TextOf(ISymbol member)
    {
        var body = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            PropertyDeclarationSyntax property =>
                property.ExpressionBody?.Expression ?? (property.AccessorList?.Accessors[0] is { } get ? get.ExpressionBody?.Expression ?? ReturnedBy(get.Body) : null),
            MethodDeclarationSyntax method => method.ExpressionBody?.Expression ?? ReturnedBy(method.Body),
            _ => null,
        };
        return body switch
        {
            null => member.Name,
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
            _ => null,
        };
    }

    private static ExpressionSyntax? ReturnedBy(BlockSyntax? body) =>
        body?.Statements is { Count: 1 } statements && statements[0] is ReturnStatementSyntax { Expression: var returned } ? returned : null;
}
