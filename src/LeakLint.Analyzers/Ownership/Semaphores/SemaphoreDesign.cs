using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>Tells whether a semaphore guards what follows the wait, or is a signal or a throttle that somebody else releases on purpose.</summary>
internal static class SemaphoreDesign
{
    /// <summary>Whether a lease of it is to be given back in the body that takes it.</summary>
    public static bool IsGuard(SemaphoreLease lease, SyntaxNode body)
    {
        var name = lease.Semaphore.Name;
        var releasedHere = false;
        foreach (var release in Calls(body, name, isWait: false))
        {
            // A lambda or local function gives it back, when its work is done.
            if (release.Ancestors().TakeWhile(outer => outer != body).Any(outer => outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
                || release.ArgumentList.Arguments.Count > 0)
                return false;
            // A finally that releases under a condition knows why.
            if (release.FirstAncestorOrSelf<FinallyClauseSyntax>() is { } last && lease.Syntax.SpanStart < last.SpanStart && release.Parent?.Parent != last.Block)
                return false;
            releasedHere = true;
        }

        return lease.Semaphore switch
        {
            ILocalSymbol local => !IsSignal(local.DeclaringSyntaxReferences) && (releasedHere || IsOnlyWaitedFor(body, name)),
            IFieldSymbol field => !IsSignal(field.DeclaringSyntaxReferences) && !IsAssignedSignal(field)
                && IsGuard(field.ContainingType, name, releasedHere, field.DeclaredAccessibility == Accessibility.Private),
            IPropertySymbol property => IsGuard(property.ContainingType, name, releasedHere, isPrivate: false),
            _ => releasedHere,
        };
    }

    /// <summary>Whether a method releases the semaphore, so that calling it gives the place back.</summary>
    public static bool Releases(IMethodSymbol method, string semaphore)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (Calls(reference.GetSyntax(), semaphore, isWait: false).Any())
                return true;
        }

        return false;
    }

    /// <summary>The last name of an expression: <c>_gate</c> for <c>this._gate</c>.</summary>
    public static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        PostfixUnaryExpressionSyntax unary => NameOf(unary.Operand),
        ParenthesizedExpressionSyntax inner => NameOf(inner.Expression),
        _ => null,
    };

    /// <summary>Whether no other member of the type releases it without waiting, and, when nothing releases it here, whether nobody can.</summary>
    private static bool IsGuard(INamedTypeSymbol type, string name, bool releasedHere, bool isPrivate)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var declaration = reference.GetSyntax();
            foreach (var member in declaration.ChildNodes().OfType<MemberDeclarationSyntax>())
            {
                if (Calls(member, name, isWait: false).Any() && !Calls(member, name, isWait: true).Any())
                    return false;
            }

            if (!releasedHere && (!isPrivate || !IsOnlyWaitedFor(declaration, name)))
                return false;
        }

        return true;
    }

    /// <summary>Whether the name is only waited for, asked and disposed: no code releases it, and none can be given it.</summary>
    private static bool IsOnlyWaitedFor(SyntaxNode scope, string name)
    {
        foreach (var node in scope.DescendantNodes())
        {
            if (node is not IdentifierNameSyntax { Identifier.ValueText: var text } use || text != name)
                continue;
            ExpressionSyntax whole = use.Parent is MemberAccessExpressionSyntax self && self.Name == use ? self : use;
            if (whole.Parent is MemberAccessExpressionSyntax access && access.Expression == whole
                && access.Name.Identifier.ValueText is "Wait" or "WaitAsync" or "Dispose" or "CurrentCount")
                continue;
            return false;
        }

        return true;
    }

    /// <summary>Whether it begins without a place: somebody must release it before anybody gets one.</summary>
    private static bool IsSignal(System.Collections.Immutable.ImmutableArray<SyntaxReference> declarations) =>
        declarations.Any(declared => declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax created } && BeginsEmpty(created));

    private static bool IsAssignedSignal(IFieldSymbol field) => field.ContainingType.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax().DescendantNodes()).OfType<AssignmentExpressionSyntax>()
        .Any(assignment => assignment.Right is BaseObjectCreationExpressionSyntax created && NameOf(assignment.Left) == field.Name && BeginsEmpty(created));

    private static bool BeginsEmpty(BaseObjectCreationExpressionSyntax created) =>
        created.ArgumentList is { Arguments: { Count: > 0 } arguments } && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: 0 };

    private static IEnumerable<InvocationExpressionSyntax> Calls(SyntaxNode scope, string semaphore, bool isWait)
    {
        foreach (var node in scope.DescendantNodes())
        {
            if (node is not InvocationExpressionSyntax call)
                continue;
            var (called, receiver) = call.Expression switch
            {
                MemberAccessExpressionSyntax access => (access.Name.Identifier.ValueText, NameOf(access.Expression)),
                MemberBindingExpressionSyntax binding when call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } conditional =>
                    (binding.Name.Identifier.ValueText, NameOf(conditional.Expression)),
                _ => ("", null),
            };
            if (receiver == semaphore && (isWait ? called is "Wait" or "WaitAsync" : called == "Release"))
                yield return call;
        }
    }
}
