using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>
/// What attributes say about ownership: LeakLint's own (namespace LeakLint.Annotations) and those of JetBrains, from whatever assembly.
/// What stands on a method holds for its overrides and implementations too, unless they say something themselves.
/// </summary>
internal sealed class Annotations
{
    private const string Own = "LeakLint.Annotations";
    private const string JetBrains = "JetBrains.Annotations";

    private const string Owning = "OwningAttribute";
    private const string NotOwning = "NotOwningAttribute";
    private const string Releases = "ReleasesAttribute";
    private const string MustDispose = "MustDisposeResourceAttribute";
    private const string HandlesDisposal = "HandlesResourceDisposalAttribute";

    private Annotations()
    {
    }

    /// <summary>Null for most projects: they know none of the attributes, and need not be searched for them.</summary>
    public static Annotations? TryCreate(Compilation compilation)
    {
        return Knows(Own) || Knows(JetBrains) ? new() : null;

        // Asked for namespaces, a compilation answers at once; asked for a type, it looks into each reference.
        bool Knows(string annotations)
        {
            INamespaceOrTypeSymbol? space = compilation.GlobalNamespace;
            foreach (var name in annotations.Split('.'))
                space = space?.GetMembers(name).OfType<INamespaceSymbol>().FirstOrDefault();
            return space is not null;
        }
    }

    /// <summary>Whether anything is said about the method, its result or its parameters.</summary>
    public bool SaysAnything(IMethodSymbol method)
    {
        if (OfResult(method) is not null || OfReceiver(method) is not null)
            return true;
        foreach (var parameter in method.Parameters)
        {
            if (OfParameter(parameter) is not null)
                return true;
        }

        return false;
    }

    /// <summary>Whether the caller owns the result of the method, or what the constructor makes.</summary>
    public bool? OfResult(IMethodSymbol method)
    {
        foreach (var declared in DeclarationsOf(method))
        {
            var attributes = declared.GetAttributes().AddRange(declared.GetReturnTypeAttributes());
            if (Find(attributes, MustDispose) is { } mustDispose)
                return IsTrue(mustDispose);
            if (Find(attributes, Owning) is not null)
                return true;
            if (Find(attributes, NotOwning) is not null)
                return false;
        }

        return null;
    }

    /// <summary>What happens to what the method is called on.</summary>
    public Transfer? OfReceiver(IMethodSymbol method)
    {
        foreach (var declared in DeclarationsOf(method))
        {
            var attributes = declared.GetAttributes();
            if (Find(attributes, Releases) is not null || Find(attributes, HandlesDisposal) is not null)
                return Transfer.Releases;
        }

        return null;
    }

    /// <summary>What happens to the argument; for an out parameter, <see cref="Transfer.TakesOver"/> when the caller owns what comes out.</summary>
    public Transfer? OfParameter(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
            return null;
        foreach (var declared in DeclarationsOf(method))
        {
            var attributes = declared.Parameters[parameter.Ordinal].GetAttributes();
            if (Find(attributes, Releases) is not null || Find(attributes, HandlesDisposal) is not null)
                return Transfer.Releases;
            if (Find(attributes, Owning) is not null || (Find(attributes, MustDispose) is { } mustDispose && IsTrue(mustDispose)))
                return Transfer.TakesOver;
            if (Find(attributes, NotOwning) is not null)
                return Transfer.Borrows;
        }

        return null;
    }

    /// <summary>Whether the type owns what is in its field or property.</summary>
    public bool? OfHolder(ISymbol holder)
    {
        var attributes = holder.GetAttributes();
        if (Find(attributes, Owning) is not null || Find(attributes, HandlesDisposal) is not null)
            return true;
        return Find(attributes, NotOwning) is not null ? false : null;
    }

    /// <summary>Whether objects of the type must be released by who makes them.</summary>
    public ResourceTier? OfType(ITypeSymbol type)
    {
        for (var ancestor = type; ancestor is { SpecialType: not SpecialType.System_Object }; ancestor = ancestor.BaseType)
        {
            if (Find(ancestor.GetAttributes(), MustDispose) is { } mustDispose)
                return IsTrue(mustDispose) ? ResourceTier.Strong : ResourceTier.None;
        }

        return null;
    }

    private static AttributeData? Find(ImmutableArray<AttributeData> attributes, string name)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is { } type && type.Name == name
                && (name is MustDispose or HandlesDisposal || type.ContainingNamespace?.ToDisplayString() == Own))
                return attribute;
        }

        return null;
    }

    /// <summary>[MustDisposeResource(false)] says that nothing must be disposed.</summary>
    private static bool IsTrue(AttributeData attribute) =>
        attribute.ConstructorArguments.IsEmpty || attribute.ConstructorArguments[0].Value is not false;

    private static IEnumerable<IMethodSymbol> DeclarationsOf(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        for (var declared = method; declared is not null; declared = declared.OverriddenMethod?.OriginalDefinition)
            yield return declared;
        if (method.MethodKind == MethodKind.Constructor || method.IsStatic || method.ContainingType is not { TypeKind: not TypeKind.Interface } type)
            yield break;
        var name = method.SimpleName();
        foreach (var contract in type.AllInterfaces)
        {
            foreach (var member in contract.GetMembers(name))
            {
                if (member is IMethodSymbol declared && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(declared), method))
                    yield return declared.OriginalDefinition;
            }
        }
    }
}
