using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>What a type holds in its fields, and which of its members release what.</summary>
internal sealed class TypeLifetime
{
    private readonly BodyIndex _index;
    private readonly FirstCall _firstCall;

    private TypeLifetime(INamedTypeSymbol type, BodyIndex index, IReadOnlyList<Body> bodies)
    {
        (Type, Bodies, _index) = (type, bodies, index);
        ReleaseMembers = new(type, index);
        _firstCall = new(index);
    }

    public INamedTypeSymbol Type { get; }

    public IReadOnlyList<Body> Bodies { get; }

    /// <summary>The fields and auto-properties of each object that can hold a resource, in the order of the text.</summary>
    public IReadOnlyList<FieldLifetime> Fields { get; private init; } = [];

    /// <summary>The fields that hold collections of resources, in the order of the text.</summary>
    public IReadOnlyList<CollectionLifetime> Collections { get; private init; } = [];

    public ReleaseMembers ReleaseMembers { get; }

    /// <summary>Whether there is one object of this type for the whole process, or none at all.</summary>
    public bool IsProcessLong =>
        Type.IsStatic || Type.GetMembers().Any(member => member.IsStatic && member switch
        {
            IFieldSymbol shared => IsOrHolds(shared.Type),
            IPropertySymbol shared => IsOrHolds(shared.Type),
            IMethodSymbol { Name: "Main" or "<Main>$" } => true,
            _ => false,
        }) || Type.GetMembers().Any(IsBenchmark);

    /// <summary>The facts of the type; null when a part of its code that matters cannot be seen.</summary>
    /// <param name="type">The type.</param>
    /// <param name="holders">Its fields that may own resources.</param>
    /// <param name="collected">The bodies of the type and of those in it.</param>
    /// <param name="context">What is known of the compilation.</param>
    /// <param name="isWorthALook">
    /// Asked with the facts as they are when no callee does anything with what it is given; only where something is lost even so are the callees
    /// looked into.
    /// </param>
    public static TypeLifetime? TryCreate(
        INamedTypeSymbol type, Holders holders, TypeBodies collected, OwnershipContext context, Func<TypeLifetime, bool> isWorthALook)
    {
        if (!collected.MayOwn(holders, context))
            return null;
        var bodies = collected.InOrder();
        if (UnknownBase.MayHideRelease(type, bodies))
            return null;
        var index = new BodyIndex(type, bodies);
        foreach (var member in type.GetMembers())
        {
            // A part of the type that is generated may release what this part holds.
            if (member is IMethodSymbol { IsImplicitlyDeclared: false, IsAbstract: false, PartialImplementationPart: null } method && ReleaseMembers.IsFormal(method) && method.HasSource()
                && !method.IsExtern && !index.Knows(method))
                return null;
        }

        return isWorthALook(At(CalleeSummaries.Unseen)) ? At(CalleeSummaries.MaxDepth) : null;

        TypeLifetime At(int depth) => new(type, index, bodies)
        {
            Fields = [.. holders.Fields.Select(holder => FieldUses.Follow(holder, index, context, depth))],
            Collections = [.. holders.Collections.Select(collection => CollectionUses.Follow(collection, index, context, depth))],
        };
    }

    /// <summary>Whether some member of the type releases the field when the object, or what it does, comes to its end.</summary>
    public bool IsReleased(FieldLifetime field) =>
        IsReleasedItself(field) || Fields.Any(part => part != field && IsReleasedItself(part) && PartRelease.Suffices(field, part, _index));

    /// <summary>Whether what the type does with the field in the end is no more than to stop it, and that leaves open a part of it.</summary>
    public bool IsOnlyStopped(FieldLifetime field, OwnershipContext context) =>
        field.Releases.Count > 0 && field.Releases.TrueForAll(release => HalfRelease.Is(release.Operation, context));

    private bool IsReleasedItself(FieldLifetime field) => field.Releases.Any(release => IsFinal(release, field));

    /// <summary>Whether the release is reached when the object comes to its end, or is one that its users call.</summary>
    public bool IsFinal(Reference release, FieldLifetime field) =>
        ReleaseMembers.Reach(release.Member) ? _firstCall.Reaches(release) && LateGuards.Find(release, field, _index) is null : !IsBeforeStore(release, field);

    /// <summary>The release that the first call of its member does not get to, although it stands there, and the guard that keeps it away.</summary>
    public (Reference Release, Location Guard)? FindUnreached(FieldLifetime field)
    {
        foreach (var release in field.Releases)
        {
            if (ReleaseMembers.Reach(release.Member) && _firstCall.FindGuard(release) is { } guard)
                return (release, guard.Syntax.GetLocation());
        }

        return null;
    }

    /// <summary>The early end of a release member that has to do with another field, and that keeps it from the release of this one.</summary>
    public Location? FindLateGuard(FieldLifetime field) => field.Releases
        .Select(release => ReleaseMembers.Reach(release.Member) ? LateGuards.Find(release, field, _index) : null).FirstOrDefault(guard => guard is not null)?.Syntax.GetLocation();

    /// <summary>Whether the member closes a part of the object whose type is no resource, such as a store with a CloseAsync but without Dispose.</summary>
    public bool ClosesPart(IMethodSymbol member) => Type.GetMembers().Any(part =>
        part is IFieldSymbol { IsStatic: false, Type.TypeKind: TypeKind.Class } field
        && _index.ReferencesTo(field.AssociatedSymbol ?? field).Any(reference => SymbolEqualityComparer.Default.Equals(reference.Member, member) && IsClosed(reference.Operation)));

    // A Stop may be followed by a Start; what is closed is done with.
    private static bool IsClosed(IOperation part)
    {
        var call = part.Parent is IConditionalAccessOperation access && access.Operation == part ? access.WhenNotNull : part.Parent;
        return call is IInvocationOperation { TargetMethod: var method, Instance: { } instance } && (instance == part || instance is IConditionalAccessInstanceOperation)
            && (Contracts.IsReleaseName(method.Name) || method.Name is "Shutdown" or "ShutdownAsync")
            && method.Parameters.All(parameter => parameter.Type.Name == "CancellationToken");
    }

    /// <summary>Whether the release only makes room for a new value, or takes back one that failed.</summary>
    private static bool IsBeforeStore(Reference release, FieldLifetime field)
    {
        if (release.Operation.IsInCatch() || SwappedOut.IsReleasedBy(release, field))
            return true;
        var at = release.Operation.Syntax;
        return field.Acquisitions.Any(stored => SymbolEqualityComparer.Default.Equals(stored.Member, release.Member)
            && stored.Operation.Syntax.SyntaxTree == at.SyntaxTree && stored.Operation.Syntax.SpanStart > at.SpanStart);
    }

    private bool IsOrHolds(ITypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type, Type)
        || (type is INamedTypeSymbol { Name: "Lazy", Arity: 1 } lazy && SymbolEqualityComparer.Default.Equals(lazy.TypeArguments[0], Type));

    /// <summary>Each benchmark has a process of its own.</summary>
    private static bool IsBenchmark(ISymbol member) => member is IMethodSymbol && (member.HasAttribute("BenchmarkAttribute") || member.HasAttribute("GlobalSetupAttribute"));
}
