using System;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// Fields whose object is released by way of a part of it that another field holds: the stream of a connection, the socket of a wrapper. Where the part is
/// all that the object would release, nothing stays open.
/// </summary>
internal static class PartRelease
{
    /// <summary>Whether the other field holds a part of what the first one holds, and no more than this part need be released.</summary>
    public static bool Suffices(FieldLifetime whole, FieldLifetime part, BodyIndex index) =>
        index.ReferencesTo(part.Symbol).Any(reference =>
            reference.Operation.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference.Operation
            && TakenFrom(assignment.Value.Unwrapped(), whole.Symbol) is { } member && IsAllOf(whole.Resource, member));

    /// <summary>The member by which the value is got from what the field holds.</summary>
    private static ISymbol? TakenFrom(IOperation value, ISymbol field)
    {
        var (member, from) = value switch
        {
            IPropertyReferenceOperation { Arguments.IsEmpty: true } property => ((ISymbol)property.Property, property.Instance),
            IInvocationOperation { Arguments.IsEmpty: true } call => (call.TargetMethod, call.Instance),
            _ => (null, null),
        };
        return from?.Unwrapped() is IMemberReferenceOperation { Member: var holder } && SymbolEqualityComparer.Default.Equals(holder, field) ? member : null;
    }

    private static bool IsAllOf(ITypeSymbol type, ISymbol member)
    {
        if (!type.HasSource())
            return member.Name == "GetStream" && type.Name == "TcpClient";
        if (member is not IPropertySymbol || type.BaseType is not { SpecialType: SpecialType.System_Object })
            return false;
        // Its release names the part, and nothing else that ends.
        var ended = type.GetMembers().OfType<IMethodSymbol>().Where(method => Contracts.IsReleaseName(method.SimpleName()))
            .SelectMany(method => method.DeclaringSyntaxReferences).SelectMany(reference => reference.GetSyntax().DescendantNodes())
            .Select(ReleasedBy).Where(name => name is not null).ToList();
        return ended.Count > 0 && ended.TrueForAll(name => string.Equals(name, member.Name, StringComparison.Ordinal));
    }

    private static string? ReleasedBy(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var part }, Name.Identifier.ValueText: var name } when SyntacticUse.MayEnd(name) => part,
        ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var part }, WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var name } } }
            when SyntacticUse.MayEnd(name) => part,
        _ => null,
    };
}
