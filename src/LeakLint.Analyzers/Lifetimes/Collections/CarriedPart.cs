using System;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// A resource in a thing that cannot be disposed itself: a tuple, a record, an entry of a map. <c>record Session(TcpClient Client, DateTime Since)</c>
/// </summary>
internal static class CarriedPart
{
    /// <summary>Whether the type may be such a thing, going by its members' types alone.</summary>
    public static bool MayBeIn(ITypeSymbol type, KnownTypes types)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } named || types.IsReleasable(type))
            return false;
        if (named.IsTupleType)
            return named.TupleElements.Any(element => types.IsReleasable(element.Type));
        return named.HasSource() && named.BaseType is not { SpecialType: SpecialType.None, Name: not "ValueType" }
            && named.GetMembers().Any(member => member is IFieldSymbol { IsStatic: false } field && types.IsReleasable(field.Type));
    }

    /// <summary>The one member of the element that holds a resource; null when there is none, or more than one.</summary>
    public static ISymbol? Find(ITypeSymbol element, OwnershipContext context)
    {
        if (!MayBeIn(element, context.Types))
            return null;
        ISymbol? found = null;
        var fields = element is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.CastArray<ISymbol>() : element.GetMembers();
        foreach (var member in fields)
        {
            if (member is not IFieldSymbol { IsStatic: false } field || !Holders.IsOwned(field.Type, context))
                continue;
            if (found is not null)
                return null;
            found = field.AssociatedSymbol is IPropertySymbol property ? property : field;
        }

        return found;
    }

    public static ITypeSymbol TypeOf(ISymbol part) => part is IPropertySymbol property ? property.Type : ((IFieldSymbol)part).Type;

    /// <summary>What is put into the part where the whole is made: an argument of the same name, an element of a tuple, an assignment in braces.</summary>
    public static IOperation? FindValue(IOperation made, ISymbol part)
    {
        switch (made)
        {
            case ITupleOperation tuple when part is IFieldSymbol field:
                var at = field.ContainingType.TupleElements.IndexOf(field, 0, SymbolEqualityComparer.Default);
                return at >= 0 && at < tuple.Elements.Length ? tuple.Elements[at] : null;
            case IObjectCreationOperation creation:
                if (creation.Initializer is { } initializer)
                {
                    foreach (var inner in initializer.Initializers)
                    {
                        if (inner is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var set }, Value: var value } && Is(set, part))
                            return value;
                    }
                }

                return creation.Arguments.FirstOrDefault(argument => argument.Parameter is { } parameter && IsNamedAlike(parameter.Name, part.Name))?.Value;
            default:
                return null;
        }
    }

    /// <summary>
    /// Goes from what stands for an element on to the part of it that is used; stays where the whole goes somewhere. False when only another part is used.
    /// </summary>
    public static bool Climb(ref IOperation value, ISymbol part)
    {
        var whole = value;
        while (true)
        {
            if (whole.Parent is IConversionOperation or IParenthesizedOperation or IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.Name: "KeyValuePair" or "Nullable" } })
                whole = whole.Parent;
            else if (whole.Parent is IConditionalAccessOperation access && access.Operation == whole && access.FindInstance() is { } instance)
                whole = instance;
            else
                break;
        }

        switch (whole.Parent)
        {
            case IMemberReferenceOperation reference when Is(reference.Member, part):
                value = reference;
                return true;
            case IMemberReferenceOperation:
                return false;
            default:
                return true;
        }
    }

    private static bool Is(ISymbol member, ISymbol part) =>
        SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, part.OriginalDefinition)
        || (part.ContainingType is { IsTupleType: true } && member is IFieldSymbol field && part is IFieldSymbol element
            && (SymbolEqualityComparer.Default.Equals(field.CorrespondingTupleField, element.CorrespondingTupleField) || field.Name == element.Name));

    private static bool IsNamedAlike(string parameter, string part) => string.Equals(parameter.TrimStart('_'), part.TrimStart('_'), StringComparison.OrdinalIgnoreCase);
}
