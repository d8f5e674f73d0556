using LeakLint.Options;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>What the engine knows about one compilation. Lives as long as the analysis of that compilation.</summary>
internal sealed class OwnershipContext
{
    public OwnershipContext(
        KnownTypes types, Compilation compilation, OwnershipOptions? options = null, Annotations? annotations = null, OwnershipFile? file = null)
    {
        Types = types;
        Compilation = compilation;
        Options = options ?? OwnershipOptions.Default;
        Annotations = annotations;
        Catalog = new(types, new(Options, annotations, file));
        Contracts = new(types, Catalog, Options.UnknownCalls, annotations, file);
        Summaries = new(this);
    }

    public KnownTypes Types { get; }

    public Compilation Compilation { get; }

    public OwnershipOptions Options { get; }

    /// <summary>What attributes say; null when the project knows none of them.</summary>
    public Annotations? Annotations { get; }

    public ResourceCatalog Catalog { get; }

    public Contracts Contracts { get; }

    public CalleeSummaries Summaries { get; }

    public LendingWrappers Lending { get; } = new();

    public ForwardingClasses Forwarding { get; } = new();

    /// <summary>The contract of a method, from its body where there is one within reach, else from what is known of it.</summary>
    /// <param name="method">The method that is called.</param>
    /// <param name="depth">How many calls deep bodies are still looked into.</param>
    public Contract ContractOf(IMethodSymbol method, int depth) => Summaries.Find(method, depth).Contract ?? Contracts.Of(method);
}
