using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>Objects that something else keeps from the moment they are made: who lets go of one of them has lost nothing.</summary>
internal static class KeptObjects
{
    /// <summary>Whether the constructor gives the new object to the runtime or to native code, which holds it until it is done.</summary>
    public static bool KeepsItself(IObjectCreationOperation creation)
    {
        for (var type = creation.Type as INamedTypeSymbol; type is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class }; type = type.BaseType)
        {
            // All listeners are in a list of the runtime; most are meant to listen as long as the process lives.
            if (!type.HasSource())
                return type is { Name: "EventListener", ContainingNamespace.Name: "Tracing" };
            if (type.InstanceConstructors.Any(PinsItself))
                return true;
        }

        return false;
    }

    /// <summary>"GCHandle.Alloc(this)": a request of native code, which a callback ends.</summary>
    private static bool PinsItself(IMethodSymbol constructor)
    {
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not ConstructorDeclarationSyntax declaration || !declaration.Mentions("GCHandle"))
                continue;
            foreach (var node in declaration.DescendantNodes())
            {
                if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var handle, Name.Identifier.ValueText: "Alloc" }, ArgumentList.Arguments: { Count: > 0 } pinned }
                    && pinned[0].Expression is ThisExpressionSyntax
                    && (handle as IdentifierNameSyntax ?? (handle as MemberAccessExpressionSyntax)?.Name) is { Identifier.ValueText: "GCHandle" })
                    return true;
            }
        }

        return false;
    }
}
