using System.Collections.Concurrent;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>The types of one compilation whose objects live as long as the process.</summary>
internal sealed class ProcessLong
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _registered = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the type itself says so: it is a hosted service or a middleware, or keeps the one object of it in a static member.</summary>
    public static bool IsDeclared(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Class && !type.IsAbstract
        && (type.AllInterfaces.Any(implemented => implemented is { Name: "IHostedService", ContainingNamespace.Name: "Hosting" }) || IsMiddleware(type) || HasInstance(type));

    /// <summary>Whether code of this compilation registers the type as a singleton. Complete at the end of the compilation only.</summary>
    public bool IsRegistered(INamedTypeSymbol type) => _registered.ContainsKey(type.OriginalDefinition);

    /// <summary>Whether a method of this name registers one object for the whole process.</summary>
    public static bool IsRegistration(string method) => method
        is "AddSingleton" or "TryAddSingleton" or "AddHostedService" or "AddKeyedSingleton" or "TryAddKeyedSingleton" or "AddActivatedSingleton" or "RegisterSingleton"
        or "Singleton" or "KeyedSingleton";

    /// <summary>Notes what a call registers, if it is a registration.</summary>
    public void Note(IInvocationOperation call)
    {
        if (!IsRegistration(call.TargetMethod.Name))
            return;
        if (call.TargetMethod.TypeArguments is { IsEmpty: false } types)
            Note(types[types.Length - 1]);
        foreach (var argument in call.Arguments)
        {
            foreach (var operation in argument.Value.DescendantsAndSelf())
            {
                switch (operation)
                {
                    case ITypeOfOperation type:
                        Note(type.TypeOperand);
                        break;
                    case IObjectCreationOperation creation when IsResult(creation, argument):
                        Note(creation.Type);
                        break;
                }
            }
        }
    }

    /// <summary>Notes what is kept in a static member, or by the handlers of a program.</summary>
    public void Note(IObjectCreationOperation creation)
    {
        if (creation.Type is not INamedTypeSymbol { TypeKind: TypeKind.Class } type || !type.HasSource())
            return;
        var keeper = creation.Parent;
        while (keeper is IConversionOperation)
            keeper = keeper.Parent;
        var isKept = keeper switch
        {
            IFieldInitializerOperation field => field.InitializedFields.Any(one => one.IsStatic),
            IPropertyInitializerOperation property => property.InitializedProperties.Any(one => one.IsStatic),
            IAssignmentOperation { Target: IMemberReferenceOperation { Member: { IsStatic: true } } } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { ContainingSymbol.Name: "<Main>$" } local } declarator } => IsUsedByHandler(local, declarator),
            _ => false,
        };
        if (isKept)
            Note(type);
    }

    private static bool IsUsedByHandler(ILocalSymbol local, IOperation declarator)
    {
        var root = declarator;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().Any(operation => operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && GrowthSite.IsInHandler(reference));
    }

    private void Note(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Class } named && named.HasSource())
            _registered.TryAdd(named.OriginalDefinition, true);
    }

    /// <summary>Whether the object is what is registered, not a part of it.</summary>
    private static bool IsResult(IOperation creation, IArgumentOperation registration)
    {
        for (var outer = creation.Parent; outer is not null && outer != registration; outer = outer.Parent)
        {
            if (outer is IArgumentOperation or IObjectOrCollectionInitializerOperation or IVariableInitializerOperation)
                return false;
        }

        return true;
    }

    // The pipeline makes one object of a middleware by convention, and keeps it in the delegate of all requests.
    private static bool IsMiddleware(INamedTypeSymbol type) =>
        type.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter => parameter.Type.FullName() == "Microsoft.AspNetCore.Http.RequestDelegate"))
        && type.GetMembers().Any(member => member is IMethodSymbol { Name: "Invoke" or "InvokeAsync", IsStatic: false, Parameters: { IsEmpty: false } parameters }
            && parameters[0].Type.Name == "HttpContext");

    private static bool HasInstance(INamedTypeSymbol type)
    {
        var hidden = type.InstanceConstructors.All(constructor => constructor.DeclaredAccessibility == Accessibility.Private);
        return type.GetMembers().Any(member => member is IFieldSymbol { IsStatic: true, IsImplicitlyDeclared: false } or IPropertySymbol { IsStatic: true }
            && (member.Name is "Instance" or "Singleton" or "Shared" || (hidden && member.Name is ("Default" or "Current")))
            && IsOf(member, type));
    }

    private static bool IsOf(ISymbol member, INamedTypeSymbol type)
    {
        var held = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        if (held is INamedTypeSymbol { Name: "Lazy", Arity: 1 } lazy)
            held = lazy.TypeArguments[0];
        return SymbolEqualityComparer.Default.Equals(held.OriginalDefinition, type.OriginalDefinition);
    }
}
