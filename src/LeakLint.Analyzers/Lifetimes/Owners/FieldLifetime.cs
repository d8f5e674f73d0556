using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>What a type does with one of its fields, or auto-properties, that hold a resource.</summary>
internal sealed class FieldLifetime(HeldResource held)
{
    /// <summary>The field or property.</summary>
    public ISymbol Symbol => held.Symbol;

    /// <summary>The type of the resource: T where the field is a <c>Lazy&lt;T&gt;</c> or a <c>Task&lt;T&gt;</c>.</summary>
    public ITypeSymbol Resource => held.Resource;

    /// <summary>Whether its release matters in some programs only.</summary>
    public bool IsMinor { get; set; } = held.IsMinor;

    /// <summary>Whether code of other types could put something else there.</summary>
    public bool IsOpen => held.IsOpen;

    /// <summary>The creations and calls whose results are stored in the field.</summary>
    public List<Reference> Acquisitions { get; } = [];

    /// <summary>Whether all that is stored was made for this type, or somebody says that the type owns it; what is given or shared is somebody else's.</summary>
    public bool IsOwned { get; set; }

    /// <summary>Whether the type made all that is stored itself.</summary>
    public bool IsMade { get; set; }

    /// <summary>
    /// Whether what calls gave is stored there, of which nobody can tell whose it is, and the type releases each before it takes the next: who does that owns
    /// the last one as well.
    /// </summary>
    public bool IsClaimed { get; set; }

    /// <summary>The places where the resource is released.</summary>
    public List<Reference> Releases { get; } = [];

    /// <summary>The calls that exchange what the field holds for something else, whose result nobody looks at.</summary>
    public List<Reference> Exchanges { get; } = [];

    /// <summary>The statements that put null into the field.</summary>
    public List<Reference> Cleared { get; } = [];

    /// <summary>Whether the resource is given to code that may keep or release it.</summary>
    public bool Escapes { get; set; }

    /// <summary>Whether other types can get at the resource, and so release it.</summary>
    public bool IsExposed => ExposedBy is not null;

    /// <summary>The property by which others get at the resource.</summary>
    public ISymbol? ExposedBy { get; set; }

    /// <summary>Whether the field itself belongs to what other types see, so that they may be meant to release it.</summary>
    public bool IsVisible { get; } = held.Symbol.DeclaredAccessibility != Accessibility.Private
        && !(held.Symbol.ContainingType.IsSealed && held.Symbol.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedAndInternal);

    /// <summary>The calls and other uses of the resource that leave it where it is, releases included.</summary>
    public List<Reference> Uses { get; } = [];

    /// <summary>The members that are used on the resource.</summary>
    public HashSet<string> Members { get; } = [];

    /// <summary>Whether the resource is made when it is first asked for.</summary>
    public bool IsLazy => LazyTypes.IsLazy(Type);

    /// <summary>Whether a task gives the resource when it has ended.</summary>
    public bool IsAwaited => LazyTypes.Unwrap(Type) is { Name: "Task" or "ValueTask" } task && !SymbolEqualityComparer.Default.Equals(task, Resource);

    private ITypeSymbol? Type => (Symbol as IFieldSymbol)?.Type ?? (Symbol as IPropertySymbol)?.Type;

    /// <summary>Whether the field may be null where it is released.</summary>
    public bool IsNullable => Symbol switch
    {
        IFieldSymbol { NullableAnnotation: NullableAnnotation.NotAnnotated } or IPropertySymbol { NullableAnnotation: NullableAnnotation.NotAnnotated } => false,
        IFieldSymbol { IsReadOnly: true, NullableAnnotation: NullableAnnotation.None } => false,
        _ => true,
    };
}
