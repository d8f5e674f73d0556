using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>
/// A resource that is made before anybody knows whether it is wanted: <c>_channels.GetOrAdd(name, new Channel(name))</c> keeps the one that was there, and the new one is nobody's.
/// </summary>
internal static class LostRaces
{
    /// <summary>The call that may keep another one, where nobody compares what it gives with what it was given; null when there is none.</summary>
    public static SyntaxNode? Find(Site site)
    {
        if ((!site.HandedOver && !site.Returned) || site.Kind is not (SiteKind.Creation or SiteKind.Call))
            return null;
        var value = site.Syntax;
        while (value.Parent is AwaitExpressionSyntax or ParenthesizedExpressionSyntax)
            value = value.Parent;
        if (value.Parent is ArgumentSyntax given)
            return CallWith(given);
        if (site.Holder is not ILocalSymbol local || site.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member || !member.Mentions("GetOrAdd"))
            return null;
        foreach (var name in member.NamesOf(local.Name))
        {
            if (name.Parent is ArgumentSyntax argument && CallWith(argument) is { } call)
                return member.NamesOf(local.Name).Any(use => use.SpanStart > call.Span.End) ? null : call;
        }

        return null;
    }

    /// <summary>The call that is given the value of a key.</summary>
    private static SyntaxNode? CallWith(ArgumentSyntax value) =>
        value.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetOrAdd" }, ArgumentList.Arguments: { Count: 2 } arguments } call && arguments[1] == value
            ? call
            : null;
}
