using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>
/// Tells an HttpClient that every object of a type makes for itself although all of them are alike. Such clients are meant to be shared: one for each object
/// exhausts the ports of the machine even where it is disposed.
/// See <see href="https://learn.microsoft.com/dotnet/fundamentals/networking/http/httpclient-guidelines">Guidelines for using HttpClient</see>.
/// </summary>
internal static class SharedClient
{
    // What one object sets here, all others would see.
    private static readonly string[] _settings =
        ["BaseAddress", "DefaultRequestHeaders", "DefaultRequestVersion", "DefaultVersionPolicy", "MaxResponseContentBufferSize", "Timeout", "CancelPendingRequests"];

    public static bool IsMeant(FieldFinding finding) =>
        finding.Field is { Acquisitions.Count: 1, IsMade: true, Symbol: IFieldSymbol { IsReadOnly: true, DeclaredAccessibility: Accessibility.Private } field }
        && field.Type is INamedTypeSymbol { Name: "HttpClient" } type && type.FullName() == "System.Net.Http.HttpClient"
        && finding.Owner.Fields.Count(other => other is { IsOwned: true, IsMinor: false }) == 1
        && !finding.Field.Members.Overlaps(_settings)
        && field.DeclaringSyntaxReferences[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax creation, Parent: VariableDeclarationSyntax { Variables.Count: 1 } }
        && !UsesParameters(creation, field.ContainingType)
        && !IsNamedByThis(field);

    private static bool UsesParameters(SyntaxNode creation, INamedTypeSymbol type) =>
        creation.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => type.InstanceConstructors.Any(
            constructor => constructor.Parameters.Any(parameter => parameter.Name == name.Identifier.ValueText)));

    private static bool IsNamedByThis(IFieldSymbol field) =>
        field.ContainingType.DeclaringSyntaxReferences.Any(part => part.GetSyntax().DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(
            access => access.Expression is ThisExpressionSyntax && string.Equals(access.Name.Identifier.ValueText, field.Name, StringComparison.Ordinal)));
}
