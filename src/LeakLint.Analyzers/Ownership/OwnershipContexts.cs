using System;
using System.Collections.Concurrent;
using System.Threading;
using LeakLint.Options;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LeakLint.Ownership;

/// <summary>What the engine knows about one compilation, for each set of options that some of its files have: in most projects one.</summary>
internal sealed class OwnershipContexts
{
    private readonly Compilation _compilation;
    private readonly AnalyzerConfigOptionsProvider _options;
    private readonly Lazy<OwnershipFile?> _file;
    private readonly Lazy<Annotations?> _annotations;
    private readonly ConcurrentDictionary<SyntaxTree, OwnershipContext> _byTree = new();
    private readonly ConcurrentDictionary<OwnershipOptions, OwnershipContext> _byOptions = new();

    public OwnershipContexts(KnownTypes types, Compilation compilation, AnalyzerOptions options, CancellationToken cancel)
    {
        Types = types;
        _compilation = compilation;
        _options = options.AnalyzerConfigOptionsProvider;
        // Most analyzers of most projects never ask. A cancelled answer must not be kept.
        _file = new(() => OwnershipFile.TryRead(options.AdditionalFiles, cancel), LazyThreadSafetyMode.PublicationOnly);
        _annotations = new(() => Annotations.TryCreate(compilation), LazyThreadSafetyMode.PublicationOnly);
    }

    public KnownTypes Types { get; }

    public OwnershipContext For(SyntaxTree tree) => _byTree.TryGetValue(tree, out var context) ? context : _byTree.GetOrAdd(tree, Find);

    /// <summary>The context of the file that declares the type, the first one where there are several.</summary>
    public OwnershipContext For(INamedTypeSymbol type) => For(type.DeclaringSyntaxReferences[0].SyntaxTree);

    private OwnershipContext Find(SyntaxTree tree) =>
        _byOptions.GetOrAdd(
            OwnershipOptions.Read(_options.GetOptions(tree)),
            read => new OwnershipContext(Types, _compilation, read, _annotations.Value, _file.Value));
}
