using System.Collections.Generic;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>A Stop, of a type whose code is seen, that leaves open what the Dispose of the same type closes: who only stops such a thing keeps half of it.</summary>
internal static class HalfRelease
{
    /// <summary>Whether the release is a call of such a Stop.</summary>
    public static bool Is(IOperation release, OwnershipContext context) =>
        release is IInvocationOperation { TargetMethod: { IsStatic: false, ContainingType: { TypeKind: TypeKind.Class } type } stop }
        && !Contracts.IsReleaseName(stop.Name) && type.HasSource() && type.GetMembers(stop.Name).Length > 0 && LeavesOpen(type, stop.Name, context);

    private static bool LeavesOpen(INamedTypeSymbol type, string stop, OwnershipContext context)
    {
        var disposed = new HashSet<string>();
        foreach (var name in (string[])["Dispose", "DisposeAsync"])
            CollectReleased(type, name, disposed, []);
        if (disposed.Count == 0)
            return false;
        var stopped = new HashSet<string>();
        CollectReleased(type, stop, stopped, []);
        disposed.ExceptWith(stopped);
        return disposed.Any(name => type.GetMembers(name).Any(member => TypeOf(member) is { } held && context.Catalog.IsResource(held)));
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol { IsStatic: false } field => field.Type,
        IPropertySymbol { IsStatic: false } property => property.Type,
        _ => null,
    };

    /// <summary>The names of the fields that the members of this name, and what they call of the same type, release.</summary>
    private static void CollectReleased(INamedTypeSymbol type, string name, HashSet<string> released, HashSet<string> seen)
    {
        if (!seen.Add(name))
            return;
        foreach (var reference in type.GetMembers(name).OfType<IMethodSymbol>().SelectMany(member => member.DeclaringSyntaxReferences))
        {
            foreach (var call in reference.GetSyntax().DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                switch (call.Expression)
                {
                    case IdentifierNameSyntax { Identifier.ValueText: var called }:
                        CollectReleased(type, called, released, seen);
                        break;
                    case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var called }:
                        CollectReleased(type, called, released, seen);
                        break;
                    case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called, Expression: var receiver } when ValueUse.IsReleaseName(called):
                        released.Add(NameOf(receiver));
                        break;
                    case MemberBindingExpressionSyntax { Name.Identifier.ValueText: var called } when ValueUse.IsReleaseName(called) && call.Parent is ConditionalAccessExpressionSyntax { Expression: var receiver }:
                        released.Add(NameOf(receiver));
                        break;
                }
            }
        }
    }

    private static string NameOf(ExpressionSyntax receiver) => receiver switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
        _ => "",
    };
}
