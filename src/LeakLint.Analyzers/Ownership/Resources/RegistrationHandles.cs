using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>
/// Registrations: what connects an observer or a callback gives a handle that undoes it. To drop the handle is to stay connected for as long as the
/// publisher lives, which most code means.
/// </summary>
internal static class RegistrationHandles
{
    /// <summary>Whether the type is the handle of a registration, going by its name.</summary>
    public static bool IsHandle(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Interface or TypeKind.Class, Name: var name }
        && (name.EndsWith("Handle", StringComparison.Ordinal) || name.EndsWith("Subscription", StringComparison.Ordinal)
            || name.EndsWith("Registration", StringComparison.Ordinal) || name.EndsWith("Unsubscriber", StringComparison.Ordinal));

    /// <summary>Whether the method is given something to call later, and gives the handle that undoes this.</summary>
    public static bool Gives(IMethodSymbol? method)
    {
        if (method is null || method.MethodKind == MethodKind.Constructor || !IsHandle(method.ReturnType))
            return false;
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type is ITypeParameterSymbol or { TypeKind: TypeKind.Interface or TypeKind.Delegate })
                return true;
        }

        return false;
    }

    /// <summary>Whether the call registers a callback with a token for as long as the block lasts: then its state is kept no longer.</summary>
    public static bool EndsHere(IInvocationOperation call)
    {
        if (call.TargetMethod is not { Name: "Register" or "UnsafeRegister", ContainingType.Name: "CancellationToken" })
            return false;
        return call.Syntax.Parent switch
        {
            EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax declaration } => !declaration.UsingKeyword.IsKind(SyntaxKind.None),
            EqualsValueClauseSyntax { Parent.Parent.Parent: UsingStatementSyntax } or UsingStatementSyntax => true,
            _ => false,
        };
    }

    /// <summary>Whether the call ends a registration by a word of its own.</summary>
    public static bool IsEnd(IMethodSymbol method) =>
        method.Parameters.IsEmpty && IsEndName(method.Name) && IsHandle(method.ContainingType);

    private static bool IsEndName(string name) => name is "Disconnect" or "Unsubscribe" or "Unregister";
}
