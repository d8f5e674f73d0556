using System;
using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace LeakLint.Symbols;

/// <summary>The types that everything else is asked against. One instance for each compilation.</summary>
/// <remarks>
/// Looking a type up by name asks every reference, so the few that every compilation needs are looked for where <see cref="System.IDisposable"/> is
/// first, and the others only when they are asked for.
/// </remarks>
internal sealed class KnownTypes
{
    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _releasable = new(SymbolEqualityComparer.Default);
    private readonly Lazy<INamedTypeSymbol?> _host;
    private readonly Lazy<INamedTypeSymbol?> _hostedService;
    private readonly Lazy<INamedTypeSymbol?> _httpContext;
    private readonly Lazy<INamedTypeSymbol?> _shutdownCoordinator;

    private KnownTypes(INamedTypeSymbol disposable, Compilation compilation)
    {
        _compilation = compilation;
        Disposable = disposable;
        AsyncDisposable = Find("System.IAsyncDisposable");
        Task = Find("System.Threading.Tasks.Task");
        TaskOfT = Find("System.Threading.Tasks.Task`1");
        ValueTask = Find("System.Threading.Tasks.ValueTask");
        ValueTaskOfT = Find("System.Threading.Tasks.ValueTask`1");
        _host = new(() => FindIn("Microsoft.Extensions.Hosting", "IHost"));
        _shutdownCoordinator = new(() => compilation.GetTypeByMetadataName("LeakLint.Guard.ShutdownCoordinator"));
        _hostedService = new(() => FindIn("Microsoft.Extensions.Hosting", "IHostedService"));
        _httpContext = new(() => FindIn("Microsoft.AspNetCore.Http", "HttpContext"));
    }

    public INamedTypeSymbol Disposable { get; }

    public INamedTypeSymbol? AsyncDisposable { get; }

    public INamedTypeSymbol? Task { get; }

    public INamedTypeSymbol? TaskOfT { get; }

    public INamedTypeSymbol? ValueTask { get; }

    public INamedTypeSymbol? ValueTaskOfT { get; }

    public INamedTypeSymbol? Host => _host.Value;

    public INamedTypeSymbol? HostedService => _hostedService.Value;

    public INamedTypeSymbol? HttpContext => _httpContext.Value;

    /// <summary>Known where the compilation refers to LeakLint.Guard.</summary>
    public INamedTypeSymbol? ShutdownCoordinator => _shutdownCoordinator.Value;

    /// <summary>Null when the compilation does not even know <see cref="System.IDisposable"/>.</summary>
    public static KnownTypes? TryCreate(Compilation compilation) =>
        compilation.GetSpecialType(SpecialType.System_IDisposable) is { TypeKind: not TypeKind.Error } disposable ? new(disposable, compilation) : null;

    /// <summary>Whether the type is <see cref="System.Diagnostics.Process"/>.</summary>
    public static bool IsProcess(ITypeSymbol? type) => type is { Name: "Process" } && type.FullName() == "System.Diagnostics.Process";

    /// <summary>Whether the type is <see cref="System.Threading.CancellationTokenSource"/>.</summary>
    public static bool IsTokenSource(ITypeSymbol? type) => type is { Name: "CancellationTokenSource" } && type.FullName() == "System.Threading.CancellationTokenSource";

    /// <summary>The type that awaiting gives: T for <c>Task&lt;T&gt;</c> and <c>ValueTask&lt;T&gt;</c>, the type itself otherwise.</summary>
    public ITypeSymbol Unwrap(ITypeSymbol type) =>
        type is INamedTypeSymbol { Arity: 1, Name: "Task" or "ValueTask" } named
        && (Is(named.OriginalDefinition, TaskOfT) || Is(named.OriginalDefinition, ValueTaskOfT))
            ? named.TypeArguments[0]
            : type;

    /// <summary>Whether a value of this type is a task that can be awaited: any of the four task types of the BCL.</summary>
    public bool IsTask(ITypeSymbol? type) =>
        type is INamedTypeSymbol named
        && (Is(named, Task) || Is(named, ValueTask) || Is(named.OriginalDefinition, TaskOfT) || Is(named.OriginalDefinition, ValueTaskOfT));

    public bool IsDisposable(ITypeSymbol type) => type.IsOrImplements(Disposable);

    public bool IsAsyncDisposable(ITypeSymbol type) => AsyncDisposable is not null && type.IsOrImplements(AsyncDisposable);

    /// <summary>Whether the type is disposable, synchronously or not. Asked for every creation and call: most types are not, and nothing else is asked of them.</summary>
    public bool IsReleasable(ITypeSymbol? type)
    {
        if (type is null or { TypeKind: TypeKind.Delegate or TypeKind.Dynamic or TypeKind.Array } || type.IsSimple())
            return false;
        if (type.TypeKind == TypeKind.Error)
            return MissingTypes.AreResources(type);
        // Definitions are quick to hash, and type arguments do not matter.
        type = type.OriginalDefinition;
        return _releasable.TryGetValue(type, out var known) ? known : _releasable.GetOrAdd(type, IsDisposable(type) || IsAsyncDisposable(type) || MissingTypes.AreResources(type));
    }

    /// <summary>A type that only assemblies have whose names begin as its namespace does: where none is referred to, none is asked.</summary>
    private INamedTypeSymbol? FindIn(string space, string name)
    {
        foreach (var assembly in _compilation.ReferencedAssemblyNames)
        {
            if (assembly.Name.StartsWith(space, StringComparison.Ordinal))
                return _compilation.GetTypeByMetadataName(space + "." + name);
        }

        return _compilation.Assembly.GetTypeByMetadataName(space + "." + name);
    }

    private INamedTypeSymbol? Find(string name) => Disposable.ContainingAssembly.GetTypeByMetadataName(name) ?? _compilation.GetTypeByMetadataName(name);

    private static bool Is(ISymbol symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);
}
