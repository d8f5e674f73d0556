using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>What the code does to the size of one collection in a field or auto-property, gathered from many threads.</summary>
internal sealed class CollectionFacts
{
    private readonly List<(IOperation Reference, CollectionUse Use, ISymbol Member)> _grown = [];
    private IReadOnlyList<GrowthSite>? _growth;
    private readonly object _gate = new();
    private readonly List<AdditionSite> _additions = [];
    private readonly List<RemovalSite> _removals = [];
    private readonly List<GrowthSite> _innerGrowth = [];
    private readonly HashSet<ISymbol> _readIn = new(SymbolEqualityComparer.Default);
    private volatile bool _innerMayShrink;
    private volatile ISymbol? _emptiedIn;
    private volatile bool _isLimited;
    private volatile bool _escapes;

    private CollectionFacts(ISymbol holder, INamedTypeSymbol type) => (Holder, Type) = (holder, type);

    /// <summary>The field or auto-property.</summary>
    public ISymbol Holder { get; }

    public INamedTypeSymbol Type { get; }

    public CollectionKind Kind => CollectionKinds.Of(Type);

    /// <summary>Whether its size is compared with a limit.</summary>
    public bool IsLimited => _isLimited;

    /// <summary>Whether code that is not followed gets hold of the collection, and may remove.</summary>
    public bool Escapes => _escapes;

    /// <summary>Where the running program adds entries of which there may be any number, in the order of the text.</summary>
    /// <remarks>Asked for when all is gathered, and only of few collections: looking closely at keys and members is what costs.</remarks>
    public IReadOnlyList<GrowthSite> Growth => _growth ??= InOrder(_grown.Select(grown => GrowthSite.TryCreate(grown.Reference, grown.Use, grown.Member, Kind)).OfType<GrowthSite>().ToList());

    /// <summary>Where the running program adds to the collections in it; none when something makes them shorter again.</summary>
    public IReadOnlyList<GrowthSite> InnerGrowth => _innerMayShrink ? [] : InOrder(_innerGrowth);

    /// <summary>Whether the member looks at entries, and neither adds nor takes out any there.</summary>
    public bool IsReadIn(ISymbol member)
    {
        lock (_gate)
            return _readIn.Contains(member);
    }

    /// <summary>Whether a member looks at entries.</summary>
    public bool IsRead
    {
        get
        {
            lock (_gate)
                return _readIn.Count > 0;
        }
    }

    /// <summary>Whether something makes the collections in it shorter.</summary>
    public bool HasInnerRemovals => _innerMayShrink;

    /// <summary>A member that takes single entries out of the collections in it, and so may leave an empty one behind; null when none does.</summary>
    public ISymbol? EmptiedIn => _emptiedIn;

    /// <summary>Where entries are added under keys, whenever, in the order of the text.</summary>
    public IReadOnlyList<AdditionSite> Additions
    {
        get
        {
            lock (_gate)
                return [.. _additions.OrderBy(site => site.At.Syntax.SyntaxTree.FilePath, System.StringComparer.Ordinal).ThenBy(site => site.At.Syntax.SpanStart)];
        }
    }

    /// <summary>Where entries are taken out, or the collection is replaced, in the order of the text.</summary>
    public IReadOnlyList<RemovalSite> Removals
    {
        get
        {
            lock (_gate)
                return [.. _removals.OrderBy(site => site.Location.SourceTree?.FilePath, System.StringComparer.Ordinal).ThenBy(site => site.Location.SourceSpan.Start)];
        }
    }

    /// <summary>The facts to gather for a field or property; null when it holds no collection, or one that others may hold as well.</summary>
    public static CollectionFacts? TryCreate(ISymbol holder)
    {
        var type = LazyTypes.Unwrap(holder is IFieldSymbol field ? field.Type : (holder as IPropertySymbol)?.Type);
        if (type is not INamedTypeSymbol collection || CollectionKinds.Of(type) == CollectionKind.None || holder.IsImplicitlyDeclared || !holder.HasSource()
            || holder.ContainingType is not { TypeKind: TypeKind.Class } owner || (holder.IsVisibleOutside() && !(holder.IsStatic && IsInProgram(holder))) || holder.HasAttribute("ThreadStaticAttribute"))
            return null;
        if (CollectionKinds.ValueOf(type) is { } value && ((IsFinite(value, CollectionKinds.Of(type)) && !(value.TypeKind == TypeKind.Delegate && Listeners.Are(holder))) || (value.Name is "WeakReference" && CollectionKinds.Of(type) == CollectionKind.Keyed) || (IsMetadata(value) && !(CollectionKinds.Of(value) != CollectionKind.None && CollectionKinds.ValueOf(value) is { TypeKind: TypeKind.Delegate } && Listeners.AreMany(holder)))))
            return null;
        if (holder is IPropertySymbol property && !owner.GetMembers().Any(member => member is IFieldSymbol backing && SymbolEqualityComparer.Default.Equals(backing.AssociatedSymbol, property)))
            return null;
        return IsMadeHere(holder) ? new(holder, collection) : null;
    }

    /// <summary>The facts of a local variable of the program itself, which lives as long as the process.</summary>
    public static CollectionFacts? TryCreate(ILocalSymbol local) =>
        local.Type is INamedTypeSymbol type && CollectionKinds.Of(type) != CollectionKind.None ? new(local, type) : null;

    public void Note(IOperation reference, ISymbol member)
    {
        if (_escapes)
            return;
        if (LocalAlias.Of(reference) is { } alias)
        {
            foreach (var part in alias)
                Note(part, member);
            return;
        }

        if (HoldsCollections && InnerUse.Of(reference) is var inner)
            NoteInner(inner, reference, member);
        var use = CollectionUse.Of(reference);
        switch (use.Effect)
        {
            case SizeEffect.None when Kind == CollectionKind.Keyed && member is IMethodSymbol:
                lock (_gate)
                    _readIn.Add(member);
                break;
            case SizeEffect.Escapes:
                _escapes = true;
                break;
            case SizeEffect.Limits:
                _isLimited = true;
                break;
            case SizeEffect.Removes:
                lock (_gate)
                    _removals.Add(new(reference, member, use.Key));
                break;
            case SizeEffect.Grows when use.Key is { } key:
                lock (_gate)
                {
                    _grown.Add((reference, use, member));
                    _additions.Add(new(reference, member, key, use.Value));
                }

                break;
        }
    }

    private bool HoldsCollections => Kind == CollectionKind.Keyed && CollectionKinds.ValueOf(Type) is { } value && CollectionKinds.Of(value) != CollectionKind.None;

    private IReadOnlyList<GrowthSite> InOrder(List<GrowthSite> sites)
    {
        lock (_gate)
            return [.. sites.OrderBy(site => site.Location.SourceTree?.FilePath, System.StringComparer.Ordinal).ThenBy(site => site.Location.SourceSpan.Start)];
    }

    /// <summary>A flag under a key makes a set of a dictionary: it has as many entries as keys.</summary>
    private static bool IsFinite(ITypeSymbol value, CollectionKind kind) =>
        OpenKeys.IsFinite(value) && !(kind == CollectionKind.Keyed && value.SpecialType is SpecialType.System_Boolean or SpecialType.System_Byte);

    private void NoteInner(InnerUse inner, IOperation reference, ISymbol member)
    {
        if (inner.TakesOut)
            _emptiedIn = member;
        if (inner.MayShrink)
            _innerMayShrink = true;
        else if (inner.Grown is { } grown && GrowthSite.TryCreate(grown.At, new(SizeEffect.Grows, grown.Element, grown.Element), member, CollectionKind.Sequence) is { } site)
        {
            lock (_gate)
                _innerGrowth.Add(site);
        }
    }

    private static bool IsMetadata(ITypeSymbol value) =>
        value is IArrayTypeSymbol array ? OpenKeys.IsFinite(array.ElementType) && array.ElementType.SpecialType == SpecialType.None : value is INamedTypeSymbol { Arity: > 0 } named && named.TypeArguments.Any(argument => OpenKeys.IsFinite(argument) && argument.TypeKind != TypeKind.Enum && argument.SpecialType == SpecialType.None);

    /// <summary>No other code refers to a program, whatever is public in it.</summary>
    private static bool IsInProgram(ISymbol holder) =>
        holder.ContainingAssembly is ISourceAssemblySymbol { Compilation.Options.OutputKind: OutputKind.ConsoleApplication or OutputKind.WindowsApplication };

    /// <summary>Whether the declaration makes the collection, or leaves that to the code.</summary>
    private static bool IsMadeHere(ISymbol holder)
    {
        foreach (var reference in holder.DeclaringSyntaxReferences)
        {
            var initializer = reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value,
                _ => null,
            };
            if (initializer is not (null or BaseObjectCreationExpressionSyntax or CollectionExpressionSyntax)
                && !(initializer is MemberAccessExpressionSyntax { Name.Identifier.Text: "Empty" }) && !initializer.ToString().StartsWith("Immutable", System.StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
