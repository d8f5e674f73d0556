using System;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
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

    public static void Check(IInvocationOperation call, Action<Diagnostic> report)
    {
        var method = call.TargetMethod;
        if (method.Name is not ("Set" or "GetOrCreate" or "GetOrCreateAsync") || method.ContainingType.Name != "CacheExtensions" || method.ContainingNamespace.Name != "Memory")
            return;
        if (FindArgument(call, "cache")?.Unwrapped() is not IMemberReferenceOperation and not IParameterReferenceOperation
            || FindArgument(call, "key") is not { } key || OpenKeys.IsFinite(key) || !OpenKeys.IsPlainlyOpen(key))
            return;
        var unbounded = method.Name == "Set" ? method.Parameters.Length == 3 || IsEmpty(FindArgument(call, "options")) : IgnoresEntry(call);
        var cache = FindArgument(call, "cache")!.Syntax;
        if (unbounded && !IsRemoved(cache))
            report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.ExpireEntry), method.Name, cache.ToString(), key.Syntax.ToString()));
    }

    private static IOperation? FindArgument(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    private static bool IsEmpty(IOperation? options) =>
        options?.Unwrapped() is IObjectCreationOperation { Initializer: null, Type.Name: "MemoryCacheEntryOptions" };

    /// <summary>Whether the factory does nothing with the entry, on which it would set when it expires.</summary>
    private static bool IgnoresEntry(IInvocationOperation call)
    {
        if (FindArgument(call, "createOptions") is not null || FindArgument(call, "factory")?.Unwrapped() is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation factory })
            return false;
        var entry = factory.Symbol.Parameters[0];
        return !factory.Body.Descendants().Any(operation => operation is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, entry));
    }

    /// <summary>Whether the type takes entries out of the cache by itself.</summary>
    private static bool IsRemoved(SyntaxNode cache) =>
        cache.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() is { } type && type.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(
            call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Remove" or "Compact" or "Clear" } removal && removal.Expression.IsEquivalentTo(cache));
}
