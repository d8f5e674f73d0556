using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>How long objects live, by what this compilation registers with the container. Read only when a rule asks.</summary>
internal sealed class Registrations(Compilation compilation)
{
    private readonly Lazy<(HashSet<string> ShortLived, HashSet<string> LongLived)> _names = new(() => Collect(compilation), LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly Lazy<HashSet<string>> _kept = new(() => CollectKept(compilation), LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Whether objects of the type come and go with scopes, requests or resolutions. False when that is not known.</summary>
    public bool IsShortLived(INamedTypeSymbol type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.Name is "ControllerBase" or "PageModel" or "Hub" or "ViewComponent" or "ComponentBase")
                return true;
        }

        return _names.Value.ShortLived.Contains(type.Name) && !_names.Value.LongLived.Contains(type.Name);
    }

    /// <summary>Whether there is one object of the type for the whole process. False when that is not known.</summary>
    public bool IsLongLived(INamedTypeSymbol type) => _names.Value.LongLived.Contains(type.Name) && !_names.Value.ShortLived.Contains(type.Name);

    /// <summary>Whether all objects of the type are made once and live as long as the process: the container has one, or static fields hold all.</summary>
    public bool AreMadeOnce(INamedTypeSymbol type) => IsLongLived(type) || _kept.Value.Contains(type.Name);

    /// <summary>The simple names of the types of which each creation is the initial value of a static member.</summary>
    private static HashSet<string> CollectKept(Compilation compilation)
    {
        var kept = new HashSet<string>();
        var made = new HashSet<string>();
        foreach (var creation in compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes()).OfType<BaseObjectCreationExpressionSyntax>())
        {
            var holder = creation.Parent as EqualsValueClauseSyntax;
            var declared = holder?.Parent switch
            {
                VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } => declaration.Type,
                PropertyDeclarationSyntax property => property.Type,
                _ => null,
            };
            if (SimpleNameOf(creation is ObjectCreationExpressionSyntax { Type: var type } ? type : declared) is not { Length: > 0 } name)
                continue;
            var isKept = holder?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is BaseFieldDeclarationSyntax or PropertyDeclarationSyntax
                && holder.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.Modifiers.Any(SyntaxKind.StaticKeyword);
            (isKept ? kept : made).Add(name);
        }

        kept.ExceptWith(made);
        return kept;
    }

    private static (HashSet<string> ShortLived, HashSet<string> LongLived) Collect(Compilation compilation)
    {
        var shortLived = new HashSet<string>();
        var longLived = new HashSet<string>();
        foreach (var call in compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes()).OfType<InvocationExpressionSyntax>())
        {
            var name = call.Expression is MemberAccessExpressionSyntax access ? access.Name : call.Expression as SimpleNameSyntax;
            var names = name?.Identifier.ValueText switch
            {
                "AddScoped" or "AddTransient" or "TryAddScoped" or "TryAddTransient" or "AddHttpClient" => shortLived,
                "AddSingleton" or "TryAddSingleton" or "AddHostedService" => longLived,
                _ => null,
            };
            names?.UnionWith(TypesOf(name!, call));
        }

        return (shortLived, longLived);
    }

    /// <summary>The simple names of the types that a registration names, as type arguments or by typeof.</summary>
    private static IEnumerable<string> TypesOf(SimpleNameSyntax name, InvocationExpressionSyntax call)
    {
        var arguments = name is GenericNameSyntax generic ? generic.TypeArgumentList.Arguments : default;
        var byTypeOf = call.ArgumentList.Arguments.Select(argument => argument.Expression).OfType<TypeOfExpressionSyntax>().Select(type => type.Type);
        return arguments.Concat(byTypeOf).Select(SimpleNameOf);
    }

    private static string SimpleNameOf(TypeSyntax? type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        NullableTypeSyntax nullable => SimpleNameOf(nullable.ElementType),
        _ => "",
    };
}
