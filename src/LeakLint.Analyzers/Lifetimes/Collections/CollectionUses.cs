using System.Collections.Generic;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Follows the elements of one collection through the bodies of its type: put in, taken out, released.</summary>
internal sealed class CollectionUses
{
    private readonly CollectionLifetime _collection;
    private readonly BodyIndex _index;
    private readonly Origins _origins;
    private readonly OwnershipContext _context;
    private readonly int _depth;
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _walked = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _new = new(SymbolEqualityComparer.Default);
    private bool _hasFresh;
    private bool _hasWrapper;
    private bool _hasOther;

    private CollectionUses(CollectionLifetime collection, BodyIndex index, OwnershipContext context, int depth)
    {
        (_collection, _index, _context, _depth) = (collection, index, context, depth);
        _origins = new(index, context, depth, collection.Symbol);
    }

    /// <param name="held">The collection, as its declaration tells of it.</param>
    /// <param name="index">The bodies of its type.</param>
    /// <param name="context">What is known of the compilation.</param>
    /// <param name="depth">How many calls deep bodies are looked into.</param>
    public static CollectionLifetime Follow(HeldCollection held, BodyIndex index, OwnershipContext context, int depth)
    {
        var collection = new CollectionLifetime(held);
        var uses = new CollectionUses(collection, index, context, depth);
        foreach (var reference in index.ReferencesTo(collection.Symbol))
        {
            if (reference.Operation is ISymbolInitializerOperation initializer)
                uses.Fill(initializer.Value, initializer, reference.Member);
            else
                uses.Visit(reference.Operation, reference.Member);
        }

        // What is made around something given is the type's to release when it releases one of them anywhere.
        collection.IsOwned = !uses._hasOther && (uses._hasFresh || (uses._hasWrapper && collection.Releases.Count + collection.Walks.Count > 0));
        return collection;
    }

    // The value is the collection, or what was made of it: its values, a copy, a query.
    private void Visit(IOperation value, ISymbol member)
    {
        while (true)
        {
            switch (value.Parent)
            {
                case IConversionOperation or IParenthesizedOperation or IAwaitOperation:
                case IConditionalAccessOperation whole when whole.WhenNotNull == value:
                    value = value.Parent;
                    continue;
                case IConditionalAccessOperation access when access.FindInstance() is { } instance:
                    value = instance;
                    continue;
                case IPropertyReferenceOperation { Property: { IsIndexer: true } } element when element.Instance == value:
                    OnIndexer(element, member);
                    return;
                case IPropertyReferenceOperation { Property.Name: "Values" } values:
                    value = values;
                    continue;
                case IArrayElementReferenceOperation element:
                    OnIndexer(element, member);
                    return;
                case IPropertyReferenceOperation or IBinaryOperation or IIsPatternOperation or IExpressionStatementOperation or ILockOperation or INameOfOperation:
                    return;
                case ISimpleAssignmentOperation assignment when assignment.Target == value && assignment.Parent is IExpressionStatementOperation:
                    Fill(assignment.Value, assignment, member);
                    return;
                case IInvocationOperation call when call.Instance == value:
                    if (!OnCall(call, call.Arguments, member))
                        return;
                    value = call;
                    continue;
                case IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true } } call }:
                    if (!OnCall(call, call.Arguments.Skip(1), member))
                        return;
                    value = call;
                    continue;
                case IForEachLoopOperation loop when loop.Collection == value || loop.Collection.DescendantsAndSelf().Contains(value):
                    foreach (var local in loop.Locals)
                    {
                        _walked.Add(local);
                        Follow(local, member);
                    }

                    return;
                default:
                    _collection.Escapes = true;
                    return;
            }
        }
    }

    /// <summary>Puts a whole new collection into the field.</summary>
    private void Fill(IOperation value, IOperation at, ISymbol member)
    {
        if (IsEmpty(value))
            return;
        if (Leftovers.AreOf(value, _collection.Symbol))
        {
            if (Leftovers.DropSome(value))
                _collection.Removals.Add(new(at, member));
            return;
        }

        if (FreshSequences.ElementsOf(value) is not { } elements)
        {
            _hasOther = true;
            return;
        }

        foreach (var element in elements)
            Put(element, at, member);
    }

    private static bool IsEmpty(IOperation value) => value.Unwrapped() switch
    {
        IObjectCreationOperation { Initializer: null } creation => creation.Arguments.All(argument => argument.Value.Type?.IsSimple() != false || argument.Value.Type.Name.Contains("Comparer")),
        ICollectionExpressionOperation { Elements.IsEmpty: true } => true,
        IArrayCreationOperation { Initializer: null } => true,
        { ConstantValue: { HasValue: true, Value: null } } => true,
        _ => false,
    };

    private void OnIndexer(IOperation element, ISymbol member)
    {
        switch (element.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == element:
                Put(assignment.Value, element, member);
                if ((_collection.IsMap || HasNoEmptyPlaces(element)) && element is IPropertyReferenceOperation { Arguments: { Length: 1 } keys } && IsChosenByCaller(keys[0].Value, member))
                    _collection.Overwrites.Add(new(assignment, member));
                if (element is IArrayElementReferenceOperation { Indices: { Length: 1 } places } && IsChosenByCaller(places[0], member) && !element.IsInNestedFunction())
                    _collection.Overwrites.Add(new(assignment, member));
                // "Show(_bars[key] = new Bar())": the element goes on to somebody else as well.
                if (assignment.Parent is not IExpressionStatementOperation)
                    Use(assignment, member, walks: false);
                break;
            case ICoalesceAssignmentOperation assignment when assignment.Target == element:
                Put(assignment.Value, element, member);
                Use(assignment, member, walks: false);
                break;
            case IAssignmentOperation assignment when assignment.Target == element:
                _hasOther = true;
                break;
            default:
                _collection.AskedIn.Add(member);
                Use(element, member, walks: false);
                break;
        }
    }

    /// <summary>Whether the place is one of a list that holds something everywhere.</summary>
    private static bool HasNoEmptyPlaces(IOperation element) =>
        element is IPropertyReferenceOperation { Instance.Type.Name: "List" or "IList" or "Collection", Type: { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated }, Arguments: { Length: 1 } place }
        && place[0].Value.Type?.SpecialType == SpecialType.System_Int32;

    /// <summary>Whether what the call returns still stands for the collection.</summary>
    private bool OnCall(IInvocationOperation call, IEnumerable<IArgumentOperation> arguments, ISymbol member)
    {
        var name = call.TargetMethod.Name;
        if (!IsPut(name))
            _collection.AskedIn.Add(member);
        switch (name)
        {
            case "Clear":
                _collection.Clears.Add(new(call, member));
                return false;
            case "Remove" or "TryRemove" when _collection.IsMap:
                // Who looks at what is taken out may release it: that is seen where it does.
                FollowOut(call, member);
                _collection.Removals.Add(new(call, member));
                return false;
            case "RemoveRange" or "RemoveAt" or "RemoveLast" or "RemoveFirst" when !_collection.IsMap:
                if (call.Arguments.All(argument => argument.Value.Type?.SpecialType == SpecialType.System_Int32))
                    _collection.Drops.Add(new(call, member));
                return false;
            case "RemoveAll" or "RemoveWhere" when !_collection.IsMap && Leftovers.ChoosesByName(call):
                _collection.Removals.Add(new(call, member));
                break;
            case "Dequeue" or "Pop" or "Take" or "TryDequeue" or "TryPop" or "TryTake" when Leftovers.IsUnseen(call):
                _collection.Drops.Add(new(call, member));
                return false;
        }

        FollowOut(call, member);
        foreach (var argument in arguments)
        {
            var given = argument.Value.Unwrapped();
            if (given is IDelegateCreationOperation { Target: IAnonymousFunctionOperation function })
                OnLambda(function, name, call, member);
            else if (given is IDelegateCreationOperation { Target: IMethodReferenceOperation maker } && (name == "GetOrAdd" || (name == "AddOrUpdate" && maker.Method.Parameters.Length == 1)))
                Note(_origins.OfResults(maker), call, member);
            else if (given is IDelegateCreationOperation)
                _collection.Escapes = true;
            else if (given.Type is { } type && IsElement(type) && IsPut(name))
                Put(given, call, member);
            else if (IsPut(name) && given.Type is { } many && !many.IsSimple() && argument.Parameter?.RefKind == RefKind.None && name.EndsWith("Range", System.StringComparison.Ordinal))
                _hasOther = true;
        }

        var result = call.Type;
        if (result is null || result.IsSimple() || result.SpecialType == SpecialType.System_Void)
            return false;
        if (IsElement(result))
        {
            Use(call, member, walks: false);
            return false;
        }

        // "Values.Select(session => session.SendAsync(state))": the tasks, or numbers, are no elements.
        if (name == "Select" && result is INamedTypeSymbol { Arity: 1 } sequence && (sequence.TypeArguments[0].IsSimple() || _context.Types.IsTask(sequence.TypeArguments[0])) && !_origins.IsOwned(_context.Types.Unwrap(sequence.TypeArguments[0])))
            return false;
        // ImmutableList.Add gives the new list, which goes back into the field.
        return call.Parent is not ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var target } } || !SymbolEqualityComparer.Default.Equals(target, _collection.Symbol);
    }

    private static bool IsPut(string name) =>
        name is "Add" or "TryAdd" or "Enqueue" or "Push" or "AddLast" or "AddFirst" or "Insert" or "GetOrAdd" or "AddOrUpdate" or "SetItem" or "TryUpdate" or "AddRange" or "PushRange";

    private void OnLambda(IAnonymousFunctionOperation function, string name, IInvocationOperation call, ISymbol member)
    {
        if (name is "GetOrAdd" or "AddOrUpdate")
        {
            foreach (var returned in function.Body.Descendants().OfType<IReturnOperation>())
            {
                if (returned.ReturnedValue is { } value)
                    Put(value, call, member);
            }

            // What makes the new value of a key that is there does not look at the old one.
            if (name is "AddOrUpdate" && function.Symbol.Parameters.Length >= 2 && !UsesValue(function))
                _collection.Overwrites.Add(new(call, member));

            return;
        }

        if (name is "ToDictionary" or "OrderBy" or "OrderByDescending" && Leftovers.IsStoredBack(call, _collection.Symbol))
            return;
        foreach (var inner in function.Body.Descendants())
        {
            if (inner is IParameterReferenceOperation parameter && function.Symbol.Parameters.Contains(parameter.Parameter, SymbolEqualityComparer.Default))
                Use(parameter, member, walks: name is not ("FirstOrDefault" or "First" or "Single" or "SingleOrDefault" or "Where" or "Any"));
        }
    }

    /// <summary>Whether the key is one that a caller of the type names, so that it may come again.</summary>
    private static bool IsChosenByCaller(IOperation key, ISymbol member)
    {
        key = key.Unwrapped();
        if (key is IPropertyReferenceOperation { Instance: { } holder })
            key = holder.Unwrapped();
        return key is IParameterReferenceOperation { Parameter: { ContainingSymbol: var function } }
            && member is IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private }
            && SymbolEqualityComparer.Default.Equals(function, member);
    }

    private static bool UsesValue(IAnonymousFunctionOperation function) => function.Body.Descendants().Any(inner =>
        inner is IParameterReferenceOperation { Parameter: var used } && SymbolEqualityComparer.Default.Equals(used, function.Symbol.Parameters[1]));

    private bool FollowOut(IInvocationOperation call, ISymbol member)
    {
        var found = false;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.RefKind != RefKind.Out)
                continue;
            foreach (var inner in argument.Value.DescendantsAndSelf())
            {
                if (inner is ILocalReferenceOperation { Local: var local })
                {
                    found = true;
                    Follow(local, member);
                }
            }

            // An out argument that is a field or a parameter is somebody's to release.
            if (!found && argument.Value.Unwrapped() is not IDiscardOperation)
            {
                found = true;
                _collection.GivenAwayIn.Add(member);
            }
        }

        return found;
    }

    /// <summary>Whether a value of this type is, or stands for, an element.</summary>
    private bool IsElement(ITypeSymbol type) =>
        _collection.Part is null ? _origins.IsOwned(type) : SymbolEqualityComparer.Default.Equals(Unnamed(type), Unnamed(_collection.Element));

    /// <summary>The type without the names of its elements.</summary>
    private static ITypeSymbol Unnamed(ITypeSymbol type) => type is INamedTypeSymbol { TupleUnderlyingType: { } plain } ? plain : type;

    /// <summary>Where the resource comes from that the value is, or carries.</summary>
    private Origin OriginOf(IOperation value)
    {
        if (_collection.Part is not { } part)
            return _origins.Of(value, static _ => { });
        var elements = value.Unwrapped() is ILocalReferenceOperation { Local: var local } ? _index.ValuesOf(local) : [value.Unwrapped()];
        return elements.Count > 0 && elements.All(element => element is not null && CarriedPart.FindValue(element, part) is { } carried && _origins.Of(carried, static _ => { }) == Origin.Fresh)
            ? Origin.Fresh
            : Origin.Other;
    }

    private void Put(IOperation value, IOperation at, ISymbol member)
    {
        var origin = OriginOf(value);
        Note(origin, at, member);
        if (origin == Origin.Nothing && value.Unwrapped() is IObjectCreationOperation or ILocalReferenceOperation && value.Unwrapped().Type is { } wrapper && _origins.IsOwned(wrapper))
        {
            _hasWrapper = true;
            _collection.Additions.Add(new(at, member));
        }

        if (value.Unwrapped() is ILocalReferenceOperation { Local: var local })
        {
            if (!_followed.Contains(local) && _index.ValuesOf(local).All(stored => stored is IObjectCreationOperation or IInvocationOperation or IAwaitOperation or ICoalesceOperation))
                _new.Add(local);
            Follow(local, member);
        }
    }

    private void Note(Origin origin, IOperation at, ISymbol member)
    {
        _hasFresh |= origin == Origin.Fresh;
        _hasOther |= origin == Origin.Other;
        if (origin == Origin.Fresh)
            _collection.Additions.Add(new(at, member));
    }

    private void Follow(ISymbol local, ISymbol member)
    {
        if (!_followed.Add(local))
            return;
        foreach (var reference in _index.ReferencesTo(local))
        {
            if (reference.Operation is not ILocalReferenceOperation { IsDeclaration: true })
                Use(reference.Operation, reference.Member, _walked.Contains(local));
        }
    }

    private void Use(IOperation value, ISymbol member, bool walks)
    {
        if (_collection.Part is { } part && !CarriedPart.Climb(ref value, part))
            return;
        var use = new ValueUse(value, _ => false, _context, _depth);
        foreach (var name in use.Members)
            _collection.Members.Add(name);
        foreach (var local in use.Locals)
        {
            if (walks)
                _walked.Add(local);
            Follow(local, member);
        }

        switch (use.Kind)
        {
            case UseKind.Released:
                (walks && !Sweeps.Chooses(value, member) ? _collection.Walks : _collection.Releases).Add(new(use.At, member));
                break;
            case UseKind.GivenAway when walks && !IsPutIntoCollection(value):
                // Who goes through all of them and gives each to other code may well release them there.
                _collection.Walks.Add(new(use.At, member));
                break;
            case UseKind.GivenAway when !IsPutIntoCollection(value):
            case UseKind.Returned:
                (value is ILocalReferenceOperation { Local: var given } && _new.Contains(given) ? _collection.PassedOnIn : _collection.GivenAwayIn).Add(member);
                break;
        }
    }

    private bool IsPutIntoCollection(IOperation value) =>
        value.Parent is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } map } } ? IsCollection(map)
        : value.Parent is IArgumentOperation { Parent: IInvocationOperation { Instance: { } receiver } } && IsCollection(receiver);

    private bool IsCollection(IOperation operation) =>
        operation.Unwrapped() is IMemberReferenceOperation { Member: var held } && SymbolEqualityComparer.Default.Equals(held.OriginalDefinition, _collection.Symbol);
}
