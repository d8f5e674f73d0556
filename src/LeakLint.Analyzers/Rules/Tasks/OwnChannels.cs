using System.Linq;
using LeakLint.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Tasks;

/// <summary>Channels that a type makes for itself, so that it alone can end those who read from them.</summary>
internal static class OwnChannels
{
    /// <summary>Whether the type comes to an end of its own, and never says that nothing more will come through the channel in the field.</summary>
    public static bool IsLeftOpen(INamedTypeSymbol type, string field) =>
        type.GetMembers(field).FirstOrDefault() is IFieldSymbol { DeclaredAccessibility: Accessibility.Private, IsStatic: false, Type.Name: "Channel" }
        && type.GetMembers().OfType<IMethodSymbol>().Any(member => !member.IsStatic && member.MethodKind == MethodKind.Ordinary && ReleaseMembers.IsFormal(member))
        && type.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax().DescendantNodes()).OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == field).All(StaysHere);

    /// <summary>Whether the reference neither completes the channel nor gives others the end of it that can.</summary>
    private static bool StaysHere(IdentifierNameSyntax name)
    {
        ExpressionSyntax end = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } self ? self : name;
        switch (end.Parent)
        {
            case AssignmentExpressionSyntax assignment:
                return assignment.Left == end && assignment.Right is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Reader" }:
                return true;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Writer" } writer:
                return writer.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax, Name.Identifier.ValueText: not ("Complete" or "TryComplete") };
            default:
                return false;
        }
    }
}
