using System;
using LeakLint.Options;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>What nobody can look into and most code does all the same. What is found because of it is a suggestion at most.</summary>
internal static class Conventions
{
    /// <summary>
    /// Whether a method of somebody else's is given a stream, reader, process or connection to work on: it gives nothing back that could keep it, and its
    /// name does not say that it keeps it.
    /// </summary>
    public static bool OnlyUses(IMethodSymbol method, IParameterSymbol? parameter, OwnershipContext context) =>
        method is { MethodKind: MethodKind.Ordinary, IsExtensionMethod: false } && (method.IsAbstract || !method.HasSource()) && context.Options.UnknownCalls != UnknownCalls.TakeOver
        && parameter?.OriginalDefinition is { Type: { SpecialType: SpecialType.None, TypeKind: TypeKind.Class } type } && IsWorkedOn(type)
        && GivesNothingBack(context.Types.Unwrap(method.ReturnType))
        && !Contracts.MayKeep(method.SimpleName()) && !context.Contracts.IsSettled(method);

    /// <summary>Whether a delegate is called whose name says that it makes what it gives: <c>socketFactory(family)</c>, <c>_openConnection()</c>.</summary>
    public static bool IsFactoryDelegate(IInvocationOperation call)
    {
        if (call is not { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } called })
            return false;
        var name = called.Unwrapped() switch
        {
            IFieldReferenceOperation field => field.Field.Name,
            IPropertyReferenceOperation property => property.Property.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            ILocalReferenceOperation local => local.Local.Name,
            _ => "",
        };
        name = name.TrimStart('_');
        if (name.Length == 0)
            return false;
        return name.EndsWith("Factory", StringComparison.OrdinalIgnoreCase) || Contracts.IsFactoryName(char.ToUpperInvariant(name[0]) + name.Substring(1));
    }

    /// <summary>Files, pictures and processes are given to others to be worked on; connections are often given away.</summary>
    private static bool IsWorkedOn(ITypeSymbol type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor is { Name: "Stream" or "TextReader" or "TextWriter", ContainingNamespace.Name: "IO" } or { Name: "Image", ContainingNamespace.Name: "Drawing" } or { Name: "Process", ContainingNamespace.Name: "Diagnostics" })
                return type.Name is not ("NetworkStream" or "SslStream") && !ancestor.HasSource();
        }

        return false;
    }

    // A method that answers yes or no may say whether it keeps it.
    private static bool GivesNothingBack(ITypeSymbol type) =>
        type.SpecialType is not (SpecialType.None or SpecialType.System_Object or SpecialType.System_Boolean) || type.TypeKind == TypeKind.Enum || type is { Name: "Task" or "ValueTask", SpecialType: SpecialType.None } and INamedTypeSymbol { Arity: 0 };
}
