using Microsoft.CodeAnalysis;

namespace LeakLint.Symbols;

/// <summary>The types that everything else is asked against, resolved once for each compilation.</summary>
internal sealed class KnownTypes
{
    private KnownTypes(INamedTypeSymbol disposable, Compilation compilation)
    {
        Disposable = disposable;
        AsyncDisposable = compilation.GetTypeByMetadataName("System.IAsyncDisposable");
        Task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");
        TaskOfT = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");
        ValueTask = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask");
        ValueTaskOfT = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");
        Process = compilation.GetTypeByMetadataName("System.Diagnostics.Process");
        Host = compilation.GetTypeByMetadataName("Microsoft.Extensions.Hosting.IHost");
        HostedService = compilation.GetTypeByMetadataName("Microsoft.Extensions.Hosting.IHostedService");
        ShutdownCoordinator = compilation.GetTypeByMetadataName("LeakLint.Guard.ShutdownCoordinator");
        EntryPoint = compilation.GetEntryPoint(default);
    }

    public INamedTypeSymbol Disposable { get; }

    public INamedTypeSymbol? AsyncDisposable { get; }

    public INamedTypeSymbol? Task { get; }

    public INamedTypeSymbol? TaskOfT { get; }

    public INamedTypeSymbol? ValueTask { get; }

    public INamedTypeSymbol? ValueTaskOfT { get; }

    public INamedTypeSymbol? Process { get; }

    public INamedTypeSymbol? Host { get; }

    public INamedTypeSymbol? HostedService { get; }

    /// <summary>Known where the compilation refers to LeakLint.Guard.</summary>
    public INamedTypeSymbol? ShutdownCoordinator { get; }

    public IMethodSymbol? EntryPoint { get; }

    /// <summary>Null when the compilation does not even know <see cref="System.IDisposable"/>.</summary>
    public static KnownTypes? TryCreate(Compilation compilation) =>
        compilation.GetTypeByMetadataName("System.IDisposable") is { } disposable ? new(disposable, compilation) : null;

    /// <summary>The type that awaiting gives: T for <c>Task&lt;T&gt;</c> and <c>ValueTask&lt;T&gt;</c>, the type itself otherwise.</summary>
    public ITypeSymbol Unwrap(ITypeSymbol type) =>
        type is INamedTypeSymbol { Arity: 1 } named
        && (Is(named.OriginalDefinition, TaskOfT) || Is(named.OriginalDefinition, ValueTaskOfT))
            ? named.TypeArguments[0]
            : type;

    /// <summary>Whether a value of this type is a task that can be awaited: any of the four task types of the BCL.</summary>
    public bool IsTask(ITypeSymbol? type) =>
        type is INamedTypeSymbol named
        && (Is(named, Task) || Is(named, ValueTask) || Is(named.OriginalDefinition, TaskOfT) || Is(named.OriginalDefinition, ValueTaskOfT));

    public bool IsDisposable(ITypeSymbol type) => type.IsOrImplements(Disposable);

    public bool IsAsyncDisposable(ITypeSymbol type) => AsyncDisposable is not null && type.IsOrImplements(AsyncDisposable);

    private static bool Is(ISymbol symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);
}
