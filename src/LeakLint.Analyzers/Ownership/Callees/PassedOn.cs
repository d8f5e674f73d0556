using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>Where a body passes a name on to a method of its own type, as far as names tell.</summary>
internal static class PassedOn
{
    /// <summary>The parameter that an argument becomes; null where names do not tell which method runs, or what it is called there.</summary>
    /// <param name="argument">The argument, which is a name alone.</param>
    /// <param name="body">The body that the call is in.</param>
    /// <param name="type">The type of that body.</param>
    public static IParameterSymbol? FindParameter(ArgumentSyntax argument, SyntaxNode body, INamedTypeSymbol type)
    {
        if (argument is not { RefKindKeyword.RawKind: 0, Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } || NameOf(call.Expression) is not { } name)
            return null;
        if (type.GetMembers(name) is not { Length: 1 } named || named[0] is not IMethodSymbol { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsAbstract: false, IsOverride: false, DeclaringSyntaxReferences.Length: 1, PartialImplementationPart: null } method
            || method.DeclaringSyntaxReferences[0].GetSyntax() is not MethodDeclarationSyntax { Body: not null } and not MethodDeclarationSyntax { ExpressionBody: not null } || body.Declares(name))
            return null;
        var parameter = argument.NameColon is { Name.Identifier.ValueText: var stated }
            ? method.Parameters.FirstOrDefault(parameter => parameter.Name == stated)
            : method.Parameters.ElementAtOrDefault(list.Arguments.IndexOf(argument));
        return parameter is { RefKind: RefKind.None, IsParams: false } ? parameter : null;
    }

    private static string? NameOf(ExpressionSyntax called) => called switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText,
        _ => null,
    };
}
