using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>A place where a symbol is written in code.</summary>
/// <param name="Operation">The reference, or the call of a method.</param>
/// <param name="Member">The member whose body it is in.</param>
internal sealed record Reference(IOperation Operation, ISymbol Member);

/// <summary>Where the bodies of a type refer to its members and to their locals, and what is assigned to these locals.</summary>
internal sealed class BodyIndex
{
    private readonly Dictionary<ISymbol, List<Reference>> _references = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IOperation?>> _values = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<ISymbol>> _lookUps = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HashSet<ISymbol>> _calls = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _members = new(SymbolEqualityComparer.Default);

    private readonly IAssemblySymbol _assembly;

    /// <param name="type">The type.</param>
    /// <param name="bodies">Its bodies, and those of the types in it.</param>
    public BodyIndex(INamedTypeSymbol type, IReadOnlyList<Body> bodies)
    {
        _assembly = type.ContainingAssembly;
        foreach (var body in bodies)
        {
            _members.Add(body.Member);
            foreach (var operation in body.Root.DescendantsAndSelf())
                Add(operation, body.Member);
        }
    }

    /// <summary>Whether a body of the member was seen; those in generated files are not.</summary>
    public bool Knows(ISymbol member) => _members.Contains(member);

    public IReadOnlyList<Reference> ReferencesTo(ISymbol symbol) => _references.TryGetValue(symbol.OriginalDefinition, out var found) ? found : [];

    /// <summary>The methods, and properties, that the member refers to.</summary>
    public IReadOnlyCollection<ISymbol> CallsFrom(ISymbol member) => _calls.TryGetValue(member.OriginalDefinition, out var calls) ? calls : [];

    /// <summary>What is assigned to the local; an entry is null where that cannot be said.</summary>
    public IReadOnlyList<IOperation?> ValuesOf(ILocalSymbol local) => _values.TryGetValue(local, out var found) ? found : [];

    /// <summary>The same, without what is found in the collection: "if (!map.TryGetValue(key, out var found)) map.Add(key, found = new());".</summary>
    public IReadOnlyList<IOperation?> ValuesOf(ILocalSymbol local, ISymbol collection)
    {
        var values = ValuesOf(local);
        if (!_lookUps.TryGetValue(local, out var looked))
            return values;
        var own = looked.FindAll(found => SymbolEqualityComparer.Default.Equals(found, collection)).Count;
        // What else is not known stays so.
        return [.. values.Where(value => value is not null || own-- <= 0)];
    }

    private void Add(IOperation operation, ISymbol member)
    {
        switch (operation)
        {
            case IFieldReferenceOperation field when IsOurs(field.Field, field.Instance):
                Note(field.Field, operation, member);
                break;
            case IPropertyReferenceOperation property when IsOurs(property.Property, property.Instance):
                Note(property.Property, operation, member);
                break;
            case IInvocationOperation call when IsOurs(call.TargetMethod, call.Instance):
                Note(call.TargetMethod, operation, member);
                break;
            case IObjectCreationOperation { Constructor: { DeclaredAccessibility: Accessibility.Private } constructor }:
                NoteReference(constructor, operation, member);
                break;
            case IMethodReferenceOperation method when IsOurs(method.Method, method.Instance):
                Note(method.Method, operation, member);
                break;
            case IFieldInitializerOperation initializer:
                foreach (var field in initializer.InitializedFields)
                    Note(field, operation, member);
                break;
            case IPropertyInitializerOperation initializer:
                foreach (var property in initializer.InitializedProperties)
                    Note(property, operation, member);
                break;
            case IVariableDeclaratorOperation declarator when (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer) is { } initializer:
                NoteValue(declarator.Symbol, initializer.Value);
                break;
            case ILocalReferenceOperation local:
                Note(local.Local, operation, member);
                NoteWrite(local);
                break;
        }
    }

    /// <summary>Whether the member may be one of the type, or of its base types: nobody asks for others.</summary>
    private bool IsOurs(ISymbol member, IOperation? instance) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, _assembly) || instance is IInstanceReferenceOperation;

    private void NoteWrite(ILocalReferenceOperation local)
    {
        switch (local.Parent)
        {
            case ISimpleAssignmentOperation { IsRef: false } assignment when assignment.Target == local:
                NoteValue(local.Local, assignment.Value);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }:
            case ITupleOperation or IDeclarationExpressionOperation or IAssignmentOperation { IsImplicit: false } when IsTarget(local):
                NoteValue(local.Local, null);
                NoteLookUp(local);
                break;
        }
    }

    private void NoteLookUp(ILocalReferenceOperation local)
    {
        var argument = local.Parent is IDeclarationExpressionOperation declaration ? declaration.Parent : local.Parent;
        if (argument?.Parent is not IInvocationOperation { TargetMethod.Name: "TryGetValue", Instance: { } map } || map.Unwrapped() is not IMemberReferenceOperation { Member: var field })
            return;
        if (!_lookUps.TryGetValue(local.Local, out var looked))
            _lookUps.Add(local.Local, looked = []);
        looked.Add(field.OriginalDefinition);
    }

    private static bool IsTarget(IOperation operation)
    {
        for (var child = operation; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IAssignmentOperation assignment:
                    return assignment.Target == child;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }:
                    return true;
                case not (ITupleOperation or IDeclarationExpressionOperation or IConversionOperation):
                    return false;
            }
        }

        return false;
    }

    private void NoteValue(ISymbol local, IOperation? value)
    {
        if (!_values.TryGetValue(local, out var values))
            _values.Add(local, values = []);
        values.Add(value?.Unwrapped());
    }

    private void Note(ISymbol symbol, IOperation operation, ISymbol member)
    {
        symbol = symbol.OriginalDefinition;
        if (symbol is IMethodSymbol or IPropertySymbol)
        {
            if (!_calls.TryGetValue(member, out var calls))
                _calls.Add(member, calls = new(SymbolEqualityComparer.Default));
            calls.Add(symbol);
        }

        NoteReference(symbol, operation, member);
    }

    private void NoteReference(ISymbol symbol, IOperation operation, ISymbol member)
    {
        symbol = symbol.OriginalDefinition;
        if (!_references.TryGetValue(symbol, out var references))
            _references.Add(symbol, references = []);
        references.Add(new(operation, member));
    }
}
