using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>Constructors of ours that read what they are given to its end and release it: the new object keeps nothing of it.</summary>
internal static class ConsumingConstructors
{
    /// <summary>Whether the new object is told that what it is given is to be released: <c>new Index(reader, disposeReader: true)</c>.</summary>
    public static bool AreTold(IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is { Type.SpecialType: SpecialType.System_Boolean, Name: var name } && argument.Value.ConstantBool() == true
                && (name.StartsWith("dispose", StringComparison.OrdinalIgnoreCase) || name.StartsWith("close", StringComparison.OrdinalIgnoreCase) || name.StartsWith("owns", StringComparison.OrdinalIgnoreCase)))
                return true;
        }

        return false;
    }

    /// <summary>Whether the constructor releases this parameter in its own body, on some path, or in a function that it hands on.</summary>
    public static bool MayRelease(IMethodSymbol constructor, IParameterSymbol parameter)
    {
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is ConstructorDeclarationSyntax declaration && declaration.NamesOf(parameter.Name)
                    .Any(name => IsReleased(name) && !IsDeferred(name, declaration)))
                return true;
        }

        return false;
    }

    /// <summary>Whether the constructor puts the parameter into a variable, so that a release on one path says nothing of the others.</summary>
    public static bool Stores(IMethodSymbol constructor, IParameterSymbol parameter) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(assignment => assignment.Right.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == parameter.Name && name.Parent is not MemberAccessExpressionSyntax)
                && !assignment.Right.DescendantNodesAndSelf().Any(node => node is AnonymousFunctionExpressionSyntax)));

    private static bool IsReleased(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "Close", Parent: InvocationExpressionSyntax } access => access.Expression == name,
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "Close" } } } => true,
        UsingStatementSyntax => true,
        EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } } => true,
        _ => false,
    };

    /// <summary>Whether it is in a handler of failures: not what the constructor does when all goes well.</summary>
    private static bool IsDeferred(SyntaxNode node, SyntaxNode within) =>
        node.Ancestors().TakeWhile(outer => outer != within).Any(outer => outer is CatchClauseSyntax);
}
