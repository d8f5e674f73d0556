using System.Collections.Concurrent;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>Tells which types are resources, and how strongly. One instance for each compilation.</summary>
internal sealed class ResourceCatalog(KnownTypes types, StatedTiers? stated = null)
{
    private readonly ConcurrentDictionary<ITypeSymbol, ResourceTier> _tiers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _forwarders = new(SymbolEqualityComparer.Default);
    private volatile bool _hasForwarders;

    /// <summary>The tier of the type itself; a task is looked through by the caller.</summary>
    public ResourceTier TierOf(ITypeSymbol? type)
    {
        if (!types.IsReleasable(type))
            return ResourceTier.None;
        type = type!.OriginalDefinition;
        return _tiers.TryGetValue(type, out var tier) ? tier : _tiers.GetOrAdd(type, FindTier(type));
    }

    public bool IsResource(ITypeSymbol? type) => TierOf(type) != ResourceTier.None;

    /// <summary>Whether who keeps a value of this type may have to release it.</summary>
    public bool MayBeOwned(ITypeSymbol type) => TierOf(type) >= ResourceTier.Normal || IsForwarder(type);

    /// <summary>
    /// Whether this is a class of ours whose release goes to a parameter of its primary constructor, and nowhere else: an object of it needs a release
    /// if what it was given was its maker's to give.
    /// </summary>
    public bool IsForwarder(ITypeSymbol type) => TierOf(type) == ResourceTier.None && _hasForwarders && _forwarders.ContainsKey(type.OriginalDefinition);

    /// <summary>Whether a variable of this type may hold a resource, or something that holds one.</summary>
    public bool MayBeResource(ITypeSymbol type)
    {
        switch (type)
        {
            case { SpecialType: SpecialType.System_Object } or ITypeParameterSymbol or { TypeKind: TypeKind.Error }:
                return true;
            case IArrayTypeSymbol array:
                return MayBeResource(array.ElementType);
            case INamedTypeSymbol { Arity: > 0, TypeKind: not TypeKind.Delegate } generic:
                foreach (var argument in generic.TypeArguments)
                {
                    if (MayBeResource(argument))
                        return true;
                }

                break;
        }

        // A resource may be passed as an interface or base class of ours that does not tell.
        return IsResource(type) || IsForced(type)
            || (type is INamedTypeSymbol { Arity: 0 } and ({ TypeKind: TypeKind.Interface } or { TypeKind: TypeKind.Class, IsAbstract: true, IsStatic: false }) && type.HasSource());
    }

    /// <summary>Whether some values of the type are resources although the type is none: it depends on how they were made.</summary>
    public bool IsForced(ITypeSymbol type) =>
        type is { Name: "HttpResponseMessage" or "CancellationTokenSource" or "IEnumerator" or "IAsyncEnumerator" } && types.IsReleasable(type);

    private ResourceTier FindTier(ITypeSymbol type)
    {
        if ((stated?.Of(type) ?? FromTable(type)) is { } known)
            return known;
        if (type is { TypeKind: TypeKind.Error, Name: var name } && name.EndsWith("Command", System.StringComparison.Ordinal))
            return ResourceTier.Weak;
        // A struct is copied, so nobody can tell who owns it; those that matter are in the table.
        if (type.IsValueType || type.IsRefLikeType)
            return ResourceTier.None;
        if (IsAsyncLock(type))
            return ResourceTier.None;
        return ReleaseDoesNothing(type) ? ResourceTier.None : TreeNodes.TierOf(type) ?? ResourceTier.Normal;
    }

    /// <summary>Locks and signals of packages that are awaited: as with <c>SemaphoreSlim</c>, disposing them ends who still waits and gives nothing back.</summary>
    private static bool IsAsyncLock(ITypeSymbol type) =>
        !type.HasSource() && type.TypeKind == TypeKind.Class && type.Name.StartsWith("Async", System.StringComparison.Ordinal)
        && (type.Name.EndsWith("Lock", System.StringComparison.Ordinal) || type.Name.EndsWith("ResetEvent", System.StringComparison.Ordinal) || type.Name.EndsWith("Semaphore", System.StringComparison.Ordinal)
            || type.Name is "AsyncMonitor" or "AsyncMutex" or "AsyncBarrier" or "AsyncCountdownEvent" or "AsyncConditionVariable");

    private static ResourceTier? FromTable(ITypeSymbol type)
    {
        for (ITypeSymbol? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ResourceTable.Find(ancestor) is { } row && (!row.Exact || SymbolEqualityComparer.Default.Equals(ancestor, type)))
                return row.Tier;
            // What source code adds below a type that needs no release may need one: an interface further up does not tell.
            if (ancestor.HasSource())
                break;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (ResourceTable.Find(implemented) is { Exact: false } row && (row.Tier != ResourceTier.None || !type.HasSource()))
                return row.Tier;
        }

        return null;
    }

    /// <summary>Whether this is a class of ours whose release members all have bodies that release nothing.</summary>
    private bool ReleaseDoesNothing(ITypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class || !type.HasSource() || type.IsAbstract)
            return false;
        var found = false;
        for (var ancestor = type; ancestor is { SpecialType: not SpecialType.System_Object }; ancestor = ancestor.BaseType)
        {
            if (!ancestor.HasSource())
            {
                if (ancestor.TypeKind == TypeKind.Error || ((types.IsDisposable(ancestor) || types.IsAsyncDisposable(ancestor)) && !IsBareBase(ancestor)))
                    return false;
                found = true;
                continue;
            }

            foreach (var member in ancestor.GetMembers())
            {
                if (member is not IMethodSymbol method || !IsReleaseMember(method))
                    continue;
                found = true;
                if (!method.IsAbstract && DoesSomething(method, ancestor))
                    return false;
            }
        }

        return found;
    }

    /// <summary>Classes of the BCL that hold nothing themselves, or nothing that matters: what derives from them and releases nothing needs no release.</summary>
    private static bool IsBareBase(ITypeSymbol type) =>
        type is { IsAbstract: true, Name: "Stream" or "TextReader" or "TextWriter" or "MemoryManager" } || FromTable(type) == ResourceTier.None;

    private static bool IsReleaseMember(IMethodSymbol method) =>
        method.SimpleName() is "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "DisposeCore" || method.MethodKind == MethodKind.Destructor;

    private bool DoesSomething(IMethodSymbol method, ITypeSymbol type)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax().DescendantNodes())
            {
                switch (node)
                {
                    case InvocationExpressionSyntax invocation when !IsCeremony(invocation) && !OnlyNotesTheEnd(invocation, type) && !IsFarewell(invocation) && !ReleasesNothing(invocation, type) && !IsWalkOverItself(invocation, type):
                    case AwaitExpressionSyntax { Expression: not InvocationExpressionSyntax }:
                    case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SubtractAssignmentExpression }:
                    case UsingStatementSyntax:
                    case ForEachStatementSyntax loop when !WalksOverItself(loop, type):
                        return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether the call only puts the object into another state: <c>public void Close() { State = ReaderState.Closed; }</c>.</summary>
    private static bool OnlyNotesTheEnd(InvocationExpressionSyntax invocation, ITypeSymbol type)
    {
        if (invocation is not { Expression: IdentifierNameSyntax { Identifier.ValueText: "Close" }, ArgumentList.Arguments.Count: 0 })
            return false;
        foreach (var member in type.GetMembers("Close"))
        {
            if (member is IMethodSymbol { Parameters.IsEmpty: true, DeclaringSyntaxReferences: { Length: 1 } declared } && declared[0].GetSyntax() is MethodDeclarationSyntax { Body.Statements: { Count: > 0 } statements })
                return statements.All(statement => statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax } } });
        }

        return false;
    }

    /// <summary>Whether the call disposes a member that needs no release, such as a task.</summary>
    private bool ReleasesNothing(InvocationExpressionSyntax invocation, ITypeSymbol type)
    {
        var receiver = invocation.Expression switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "DisposeAsync", Expression: IdentifierNameSyntax name } => name,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "DisposeAsync", Expression: MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } } => name,
            MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "DisposeAsync", Parent.Parent: ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax name } } => name,
            _ => null,
        };
        if (receiver is null)
            return false;
        foreach (var constructor in ((INamedTypeSymbol)type).InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Name != receiver.Identifier.ValueText || !type.GetMembers(parameter.Name).IsEmpty)
                    continue;
                _forwarders.TryAdd(type, true);
                _hasForwarders = true;
                return true;
            }
        }

        for (var owner = type; owner is not null && owner.HasSource(); owner = owner.BaseType)
        {
            foreach (var member in owner.GetMembers(receiver.Identifier.ValueText))
            {
                var held = member switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => null };
                // A type that holds one of its own kind would ask for itself.
                if (held is INamedTypeSymbol && !held.HasSource() && TierOf(held) == ResourceTier.None)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether the call tells whoever listens that the object is disposed.</summary>
    private static bool IsFarewell(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        IdentifierNameSyntax { Identifier.ValueText: "Disposed" } => true,
        MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Invoke", Parent.Parent: ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Disposed" } } } => true,
        _ => false,
    };

    /// <summary>
    /// Whether a class of ours that is a collection walks over itself here. What it releases so was put into it: it holds nothing of its own, and it may be a
    /// selection of what belongs to another collection.
    /// </summary>
    private static bool WalksOverItself(ForEachStatementSyntax loop, ITypeSymbol type) => loop.Expression is ThisExpressionSyntax && IsListOfOurs(type);

    private static bool IsWalkOverItself(InvocationExpressionSyntax invocation, ITypeSymbol type) =>
        IsListOfOurs(type)
        && (invocation.Expression is IdentifierNameSyntax { Identifier.ValueText: "Clear" } or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax, Name.Identifier.ValueText: "Clear" }
            || invocation.FirstAncestorOrSelf<ForEachStatementSyntax>() is { Expression: ThisExpressionSyntax });

    private static bool IsListOfOurs(ITypeSymbol type) =>
        type.BaseType is { Arity: 1, Name: "List" or "Collection" or "ObservableCollection" or "HashSet" or "LinkedList" } list && !list.HasSource() && list.RootNamespace() == "System";

    private static bool IsCeremony(InvocationExpressionSyntax invocation) =>
        invocation.Expression.ToString() is "GC.SuppressFinalize" or "Dispose" or "this.Dispose" or "base.Dispose" or "DisposeAsync" or "base.DisposeAsync"
            or "DisposeAsyncCore" or "base.DisposeAsyncCore" or "ObjectDisposedException.ThrowIf" or "ValueTask.CompletedTask" or "nameof"
            // Waiting for what goes on gives nothing back.
            or "Thread.Yield" or "Thread.Sleep" or "Interlocked.Increment" or "Interlocked.Decrement";
}
