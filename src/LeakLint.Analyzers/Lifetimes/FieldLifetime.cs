using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LeakLint.Lifetimes;

/// <summary>What a type does with one of its fields, or auto-properties, that hold a resource.</summary>
internal sealed class FieldLifetime(HeldResource held)
{
    /// <summary>The field or property.</summary>
    public ISymbol Symbol => held.Symbol;

    /// <summary>The type of the resource: T where the field is a <c>Lazy&lt;T&gt;</c>.</summary>
    public ITypeSymbol Resource => held.Resource;

    /// <summary>The creations and calls whose results are stored in the field.</summary>
    public List<Reference> Acquisitions { get; } = [];

    /// <summary>Whether all that is stored was made for this type; what is given or shared is somebody else's.</summary>
    public bool IsOwned { get; set; }

    /// <summary>The places where the resource is released.</summary>
    public List<Reference> Releases { get; } = [];

    /// <summary>Whether the resource is given to code that may keep or release it.</summary>
    public bool Escapes { get; set; }

    /// <summary>Whether other types can get at the resource, and so release it.</summary>
    public bool IsExposed { get; set; }

    /// <summary>Whether the field itself belongs to what other types see, so that they may be meant to release it.</summary>
    public bool IsVisible { get; } = held.Symbol.DeclaredAccessibility != Accessibility.Private
        && !(held.Symbol.ContainingType.IsSealed && held.Symbol.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedAndInternal);

    /// <summary>The members that are used on the resource.</summary>
    public HashSet<string> Members { get; } = [];

    /// <summary>Whether the resource is made when it is first asked for.</summary>
    public bool IsLazy => (Symbol as IFieldSymbol)?.Type.Name == "Lazy" || (Symbol as IPropertySymbol)?.Type.Name == "Lazy";

    /// <summary>Whether the field may be null where it is released.</summary>
    public bool IsNullable => Symbol switch
    {
        IFieldSymbol { NullableAnnotation: NullableAnnotation.NotAnnotated } or IPropertySymbol { NullableAnnotation: NullableAnnotation.NotAnnotated } => false,
        IFieldSymbol { IsReadOnly: true, NullableAnnotation: NullableAnnotation.None } => false,
        _ => true,
    };
}
