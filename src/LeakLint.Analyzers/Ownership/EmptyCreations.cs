using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>
/// Objects of ours that are made of nothing, <c>new Message()</c>, and hold nothing until somebody uses them: whoever drops one before that lost nothing.
/// </summary>
internal static class EmptyCreations
{
    public static bool Contain(IObjectCreationOperation creation) =>
        creation is { Arguments.IsEmpty: true, Initializer: null, Constructor: { } constructor, Type: INamedTypeSymbol { TypeKind: TypeKind.Class, BaseType.SpecialType: SpecialType.System_Object } type }
        && type.HasSource() && MakesNothing(constructor) && !type.GetMembers().Any(IsMade);

    private static bool MakesNothing(IMethodSymbol constructor) =>
        constructor.IsImplicitlyDeclared
        || (constructor.DeclaringSyntaxReferences is { Length: 1 } declared && declared[0].GetSyntax() is ConstructorDeclarationSyntax { Initializer: null } declaration
            && !declaration.DescendantNodes().Any(node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax));

    /// <summary>Whether the member begins with something that was made for it, and that may be more than a plain value.</summary>
    private static bool IsMade(ISymbol member)
    {
        if (member.IsStatic || member is not (IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol) || member.DeclaringSyntaxReferences.Length != 1)
            return false;
        var initial = member.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var value } => value,
            PropertyDeclarationSyntax { Initializer.Value: var value } => value,
            _ => null,
        };
        var type = (member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type;
        return initial is not null && !type.IsSimple() && type is not INamedTypeSymbol { Arity: > 0, Name: "Dictionary" or "IDictionary" or "List" or "IList" or "HashSet" or "ConcurrentDictionary" }
            && initial.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax);
    }
}
