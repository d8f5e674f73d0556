using System;
using System.Collections.Immutable;
using LeakLint.Descriptors;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>A resource is made on the spot and registered as an instance.</summary>
internal static class InstanceNotOwnedByContainer
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.InstanceNotOwnedByContainer,
        title: "Registered instance is never disposed",
        messageFormat: "Nobody disposes the {0} that '{1}' is given: the container releases only what it makes itself",
        category: RuleFamily.Shutdown,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A resource is made on the spot and registered as an instance: the container disposes only what it makes itself, so nothing releases the resource.");

    private static readonly ImmutableDictionary<string, string?> ByFactory = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.Factory);

    public static void Check(IInvocationOperation invocation, ResourceCatalog catalog, Action<Diagnostic> report)
    {
        var method = invocation.TargetMethod;
        if (method.Name is not ("AddSingleton" or "AddKeyedSingleton" or "TryAddSingleton" or "TryAddKeyedSingleton" or "Singleton" or "KeyedSingleton")
            || method.ContainingType.Name is not ("ServiceCollectionServiceExtensions" or "ServiceCollectionDescriptorExtensions" or "ServiceDescriptor")
            || method.RootNamespace() != "Microsoft")
            return;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.Name is "implementationInstance" or "instance" && argument.Value.Unwrapped() is IObjectCreationOperation { Type: { } type } creation
                && catalog.TierOf(type) >= ResourceTier.Normal)
                report(Diagnostic.Create(Rule, creation.Syntax.GetLocation(), ByFactory, type.Name, method.Name));
        }
    }
}
