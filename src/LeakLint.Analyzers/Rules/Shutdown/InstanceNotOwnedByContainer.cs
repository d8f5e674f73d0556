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

    public static void Check(IInvocationOperation invocation, OwnershipContexts contexts, Action<Diagnostic> report)
    {
        var method = invocation.TargetMethod;
        if (method.Name is not ("AddSingleton" or "AddKeyedSingleton" or "TryAddSingleton" or "TryAddKeyedSingleton" or "Singleton" or "KeyedSingleton")
            || method.ContainingType.Name is not ("ServiceCollectionServiceExtensions" or "ServiceCollectionDescriptorExtensions" or "ServiceDescriptor")
            || method.RootNamespace() != "Microsoft")
            return;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.Name is not ("implementationInstance" or "instance"))
                continue;
            var value = argument.Value.Unwrapped();
            var creation = value as IObjectCreationOperation ?? (value is ILocalReferenceOperation local ? FindMadeForContainer(local) : null);
            // A client for HTTP is meant to be shared for as long as the program runs, and holds nothing that its end would have to save.
            if (creation?.Type is { Name: not "HttpClient" } type && contexts.For(creation.Syntax.SyntaxTree).Catalog.TierOf(type) >= ResourceTier.Normal)
                report(Diagnostic.Create(Rule, creation.Syntax.GetLocation(), [argument.Value.Syntax.GetLocation()], ByFactory, type.Name, method.Name));
        }
    }

    /// <summary>The creation of an object that a local only holds until it is registered: nobody else could release it.</summary>
    private static IObjectCreationOperation? FindMadeForContainer(ILocalReferenceOperation registered)
    {
        IOperation root = registered;
        while (root.Parent is { } parent)
            root = parent;
        IObjectCreationOperation? made = null;
        foreach (var operation in root.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol: var local } declarator when IsSame(local, registered):
                    made = declarator.Initializer?.Value.Unwrapped() as IObjectCreationOperation;
                    if (made is null || local.IsUsing)
                        return null;
                    break;
                case ILocalReferenceOperation reference when IsSame(reference.Local, registered) && reference != registered && !IsOnlyUsed(reference):
                    return null;
            }
        }

        return made;
    }

    private static bool IsSame(ILocalSymbol local, ILocalReferenceOperation other) => SymbolEqualityComparer.Default.Equals(local, other.Local);

    /// <summary>Whether a member of the object is used that does not release it, or it is registered for one more service.</summary>
    private static bool IsOnlyUsed(ILocalReferenceOperation reference) => reference.Parent switch
    {
        IInvocationOperation call when call.Instance == reference => !Contracts.IsReleaseName(call.TargetMethod.Name),
        IMemberReferenceOperation => true,
        _ => false,
    };
}
