using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes;

/// <summary>
/// What a test makes around the objects of mocks: nothing real is open there, and a release makes calls that a strict mock was not told to expect.
/// </summary>
internal static class Mocks
{
    /// <summary>Whether what the finding is about was made with the object of a mock.</summary>
    public static bool AreIn(RepairContext context) => Creations(context).SelectMany(creation => creation.DescendantNodes()).OfType<MemberAccessExpressionSyntax>().Any(access =>
        access.Name.Identifier.ValueText == "Object" && Microsoft.CodeAnalysis.CSharp.CSharpExtensions.GetTypeInfo(context.Model, access.Expression).Type is { Name: "Mock", ContainingNamespace.Name: "Moq" });

    private static IEnumerable<SyntaxNode> Creations(RepairContext context)
    {
        if (context.Node.FirstAncestorOrSelf<ExpressionSyntax>() is { } creation)
        {
            yield return creation;
            // A method of the test that makes it.
            if (creation is InvocationExpressionSyntax { Expression: IdentifierNameSyntax maker } && creation.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } test)
            {
                foreach (var method in test.Members.OfType<MethodDeclarationSyntax>().Where(method => method.Identifier.ValueText == maker.Identifier.ValueText))
                    yield return method;
            }
        }

        if (context.Finding.Holder is not { } holder || context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            yield break;
        foreach (var node in type.DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax assignment && assignment.Left.Is(holder))
                yield return assignment.Right;
            else if (node is VariableDeclaratorSyntax { Initializer.Value: { } value } declared && declared.Identifier.Is(holder))
                yield return value;
        }
    }
}
