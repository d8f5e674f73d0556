using System.Collections.Concurrent;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>
/// Classes of ours that keep what their constructor is given in a private field and only ever use its members: who releases the object has not released
/// what it works on. Where anything else is done with the field, nobody can be sure. One instance for each compilation.
/// </summary>
internal sealed class LendingWrappers
{
    private readonly ConcurrentDictionary<IParameterSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether an object that is made with this parameter of its constructor works on it, and leaves it open when it is released.</summary>
    public bool OnlyUses(IParameterSymbol? parameter)
    {
        if (parameter?.OriginalDefinition is not { RefKind: RefKind.None } given || !given.ContainingType.HasSource())
            return false;
        return _known.TryGetValue(given, out var known) ? known : _known.GetOrAdd(given, Look(given));
    }

    private static bool Look(IParameterSymbol parameter)
    {
        if (parameter is not { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences: { Length: 1 } declared }, ContainingType: { TypeKind: TypeKind.Class, BaseType.SpecialType: SpecialType.System_Object } type }
            || declared[0].GetSyntax() is not ConstructorDeclarationSyntax { Initializer: null } constructor)
            return false;
        var stored = false;
        foreach (var node in constructor.DescendantNodes())
        {
            if (node is not IdentifierNameSyntax { Identifier.ValueText: var name } || name != parameter.Name)
                continue;
            if (node.Parent is not AssignmentExpressionSyntax { Left: var left } assignment || assignment.Right != node)
            {
                if (IsMember(node))
                    continue;
                return false;
            }

            if (FieldOf(left, type) is not { } field || !IsOnlyUsed(field, constructor))
                return false;
            stored = true;
        }

        return stored;
    }

    /// <summary>Whether a member is used on the name.</summary>
    private static bool IsMember(SyntaxNode name) => name.Parent is MemberAccessExpressionSyntax access && access.Expression == name && !SyntacticUse.MayEnd(access.Name.Identifier.ValueText);

    private static IFieldSymbol? FieldOf(ExpressionSyntax left, INamedTypeSymbol type)
    {
        var name = left switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var member } => member,
            _ => "",
        };
        foreach (var member in type.GetMembers(name))
        {
            if (member is IFieldSymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Private } field)
                return field;
        }

        return null;
    }

    private static bool IsOnlyUsed(IFieldSymbol field, ConstructorDeclarationSyntax storing)
    {
        foreach (var reference in field.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax().DescendantNodes())
            {
                if (node is MemberDeclarationSyntax member and not BaseTypeDeclarationSyntax && member != storing && SyntacticUse.Of(field.Name, member, field.ContainingType) != NameUse.Plain)
                    return false;
            }
        }

        foreach (var node in storing.DescendantNodes())
        {
            if (node is IdentifierNameSyntax { Identifier.ValueText: var name } && name == field.Name && !IsMember(node) && !IsMember(node.Parent!)
                && (node.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } self ? self : node) is { Parent: not AssignmentExpressionSyntax })
                return false;
        }

        return true;
    }
}
