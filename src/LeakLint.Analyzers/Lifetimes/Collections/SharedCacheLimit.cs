using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>Whether the program registers its memory cache with a size limit: then the cache refuses what has no size, wherever it is used.</summary>
/// <remarks>Asked for entries that would be reported, which are few; the texts are searched once, and only the files that name the limit are looked into.</remarks>
internal sealed class SharedCacheLimit(Compilation compilation)
{
    private const string Limit = "SizeLimit";

    private readonly Lazy<bool> _isSet = new(() => compilation.SyntaxTrees.Any(tree => tree.GetText().ToString().Contains(Limit) && IsSetIn(tree.GetRoot())));

    public bool IsSet => _isSet.Value;

    private static bool IsSetIn(SyntaxNode root) => root.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
        NameOf(assignment.Left) == Limit && assignment.Right is not LiteralExpressionSyntax { Token.ValueText: "null" } && assignment.Ancestors().OfType<InvocationExpressionSyntax>().Any(IsRegistration));

    /// <summary>Whether the call registers the cache of the program: <c>AddMemoryCache</c>, <c>Configure&lt;MemoryCacheOptions&gt;</c>, <c>AddSingleton&lt;IMemoryCache&gt;</c>.</summary>
    private static bool IsRegistration(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Name: var name } && name switch
    {
        GenericNameSyntax { Identifier.ValueText: var method, TypeArgumentList: var types } => (ProcessLong.IsRegistration(method) || method is "Configure" or "PostConfigure")
            && types.Arguments.Any(type => type.ToString().EndsWith("MemoryCache", StringComparison.Ordinal) || type.ToString().EndsWith("MemoryCacheOptions", StringComparison.Ordinal)),
        _ => name.Identifier.ValueText is "AddMemoryCache",
    };

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        IdentifierNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
