using System;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Growth;

/// <summary>An entry is put into a memory cache with a key of which there is no end, and without anything that makes it leave.</summary>
internal static class CacheWithoutBound
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.CacheWithoutBound,
        title: "Cache entry never expires",
        messageFormat: "The entry that '{0}' puts into '{1}' has neither an expiration nor a size, and there is one for each '{2}': the cache only grows",
        category: RuleFamily.Growth,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A memory cache gets an entry for each key that requests bring, and the entries have neither an expiration nor a size: they stay for as long as the process runs.");

    private static readonly ImmutableDictionary<string, string?> _expire = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.ExpireEntry);

    public static void Check(IInvocationOperation call, SharedCacheLimit shared, Action<Diagnostic> report)
    {
        var method = call.TargetMethod;
        if (method.Name is not ("Set" or "GetOrCreate" or "GetOrCreateAsync" or "CreateEntry" or "Add" or "AddOrGetExisting") || CacheOf(call) is not { } cache)
            return;
        if (cache.Unwrapped() is not (IMemberReferenceOperation or IParameterReferenceOperation) || FindArgument(call, "key") is not { } key || OpenKeys.IsFinite(key) || !OpenKeys.IsPlainlyOpen(key))
            return;
        if (CacheEntry.NeverLeaves(call) && !IsRemoved(cache.Syntax) && !HasSizeLimit(cache.Syntax) && !(IsShared(cache) && shared.IsSet))
            report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), _expire, method.Name, cache.Syntax.ToString(), key.Syntax.ToString()));
    }

    /// <summary>The cache that the call puts something into; null for calls of anything else.</summary>
    private static IOperation? CacheOf(IInvocationOperation call) => call.TargetMethod.ContainingType.Name switch
    {
        "CacheExtensions" when call.TargetMethod.ContainingNamespace.Name == "Memory" => FindArgument(call, "cache"),
        "IMemoryCache" or "MemoryCache" when call.TargetMethod.Name == "CreateEntry" => call.Instance,
        "ObjectCache" or "MemoryCache" when call.TargetMethod.ContainingNamespace is { Name: "Caching", ContainingNamespace.Name: "Runtime" } => call.Instance,
        _ => null,
    };

    private static IOperation? FindArgument(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    /// <summary>Whether the type takes entries out of the cache by itself.</summary>
    private static bool IsRemoved(SyntaxNode cache) =>
        cache.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() is { } type && type.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(
            call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Remove" or "Compact" or "Clear" } removal && SyntaxFactory.AreEquivalent(removal.Expression, cache));

    /// <summary>Whether the cache is the one of the program, which the container gives to all.</summary>
    private static bool IsShared(IOperation cache) => cache.Unwrapped().Type?.Name == "IMemoryCache";

    /// <summary>Whether the type made the cache with a limit; then what has no size is refused.</summary>
    private static bool HasSizeLimit(SyntaxNode cache) =>
        cache.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() is { } type && type.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text == "SizeLimit");
}
