using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Values: what an expression may refer to, and where it is stored.</content>
internal sealed partial class OwnershipAnalysis
{
    /// <summary>Evaluates an operation in a world.</summary>
    /// <returns>The sites that its value may refer to, or hold on to.</returns>
    private ulong Evaluate(IOperation? operation, World world)
    {
        switch (operation)
        {
            case null:
                return 0;
            case ILocalReferenceOperation local:
                return Read(local.Local, world);
            case IParameterReferenceOperation parameter:
                return Read(parameter.Parameter, world);
            case IFlowCaptureReferenceOperation capture:
                return _captures.TryGetValue(capture.Id, out var captured) ? world[captured] : 0;
            case IInstanceReferenceOperation:
                return operation.IsThis() && _givenThis is { } self ? self.Bit : 0;
            case IFieldReferenceOperation field:
                return EvaluateField(field, world);
            case IPropertyReferenceOperation property:
                return EvaluateProperty(property, world);
            case IConversionOperation conversion:
                var converted = Evaluate(conversion.Operand, world);
                return conversion.OperatorMethod is null ? converted : OfConversion(conversion, converted);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand, world);
            case IAwaitOperation awaited:
                var promised = Evaluate(awaited.Operation, world);
                if (HoldsOnly(promised, awaited.Operation.Unwrapped().Type))
                    _settledHere |= promised;
                return promised != 0 && PlainValues.Are(awaited.Type) ? 0 : promised;
            case IExpressionStatementOperation statement:
                return Evaluate(statement.Operation, world);
            case IArgumentOperation argument:
                return Evaluate(argument.Value, world);
            case IFlowCaptureOperation capture:
                return EvaluateCapture(capture, world);
            case ISimpleAssignmentOperation assignment:
                return EvaluateAssignment(assignment, world);
            case IDeconstructionAssignmentOperation deconstruction:
                var parts = Evaluate(deconstruction.Value, world);
                Deconstruct(deconstruction.Target, deconstruction.Value, parts, world);
                return parts;
            case IObjectCreationOperation creation:
                return EvaluateCreation(creation, world);
            case IInvocationOperation invocation:
                return EvaluateInvocation(invocation, world);
            case IDelegateCreationOperation creation:
                return Evaluate(creation.Target, world);
            case IFlowAnonymousFunctionOperation lambda:
                HandOverCaptured(lambda, world);
                return 0;
            case IMethodReferenceOperation method:
                EvaluateMethodReference(method, world);
                return 0;
            case IIsPatternOperation pattern:
                var matched = Evaluate(pattern.Value, world);
                BindPattern(pattern.Pattern, matched, world);
                return 0;
            case IReturnOperation returned:
                HandOver(Evaluate(returned.ReturnedValue, world), world);
                return 0;
            case IThrowOperation thrown:
                Evaluate(thrown.Exception, world);
                return 0;
            case ITupleOperation tuple:
                return EvaluateTuple(tuple, world);
            case IArrayCreationOperation or IArrayInitializerOperation or ICollectionExpressionOperation or ISpreadOperation:
                return EvaluateChildren(operation, world);
            case IArrayElementReferenceOperation element:
                var array = Evaluate(element.ArrayReference, world);
                foreach (var index in element.Indices)
                    Evaluate(index, world);
                return array;
            case IImplicitIndexerReferenceOperation slice:
                var whole = Evaluate(slice.Instance, world);
                Evaluate(slice.Argument, world);
                return whole & _leases;
            case IDynamicInvocationOperation or IDynamicObjectCreationOperation or IDynamicIndexerAccessOperation or IAddressOfOperation
                or IFunctionPointerInvocationOperation:
                HandOver(EvaluateChildren(operation, world), world);
                return 0;
            case IEventAssignmentOperation { EventReference: IEventReferenceOperation subscribed } subscription:
                if (subscribed.Instance is { } publisher)
                    NoteMember(Evaluate(publisher, world), subscribed.Event.Name);
                EvaluateHandler(subscription, subscribed.Instance, world);
                return 0;
            case IInvalidOperation:
                return EvaluateInvalid(operation, world);
            default:
                EvaluateChildren(operation, world);
                return 0;
        }
    }

    /// <summary>An object that a conversion of its own makes from a collection holds what is in that.</summary>
    private ulong OfConversion(IConversionOperation conversion, ulong converted) =>
        (conversion.Type is { IsReferenceType: true, SpecialType: SpecialType.None } && HoldsOnly(converted, conversion.Operand.Type)) || IsWrapped(conversion) ? converted : converted & _leases;

    /// <summary>"return stream;" where a <c>Result&lt;Stream&gt;</c> is promised: the value of the package's type holds it.</summary>
    private static bool IsWrapped(IConversionOperation conversion) =>
        conversion is { Type: INamedTypeSymbol { Arity: > 0 } wrapper, Operand.Type: { IsReferenceType: true } wrapped, OperatorMethod: { } made } && !made.HasSource()
        && wrapper.TypeArguments.Any(held => SymbolEqualityComparer.Default.Equals(held, wrapped));

    private ulong EvaluateChildren(IOperation operation, World world)
    {
        ulong mask = 0;
        foreach (var child in operation.ChildOperations)
            mask |= Evaluate(child, world);
        return mask;
    }

    private ulong Read(ISymbol symbol, World world) => _symbols.TryGetValue(symbol, out var variable) ? world[variable] : 0;

    private ulong EvaluateField(IFieldReferenceOperation field, World world)
    {
        if (GraphFacts.FieldOf(field) is { } own)
            return Read(own, world);
        // The element of a tuple, or of an object that this body fills, may be what was put into it.
        var holder = Evaluate(field.Instance, world);
        return holder != 0 && HoldsOnly(holder, field.Instance!.Type) && MayHold(field.Type)
            ? field.Instance.Type!.IsTupleType ? InElement(holder, TupleResults.PlaceOf(field.Field)) : holder
            : 0;
    }

    private ulong EvaluateProperty(IPropertyReferenceOperation property, World world)
    {
        var holder = Evaluate(property.Instance, world);
        foreach (var argument in property.Arguments)
            Evaluate(argument, world);
        if (holder == 0)
            return 0;
        NoteMember(holder, property.Property.Name);
        if (IsResource(property.Type) && ReturnSyntax.GivesItself(property.Property))
            return holder;
        // "while (queue.Count > 0) queue.Dequeue().Dispose();": the loop empties it.
        if (ReleasingLoops.Counts(property.Property.Name) && HoldsOnly(holder, property.Instance!.Type) && ReleasingLoops.IsAsked(property.Syntax))
            Release(holder, property.Syntax, world);
        return HoldsOnly(holder, property.Instance!.Type) && MayHold(property.Type) ? holder : 0;
    }

    private ulong EvaluateCapture(IFlowCaptureOperation capture, World world)
    {
        if (_facts.PlaceCaptures.Contains(capture.Id))
            return 0;
        var mask = Evaluate(capture.Value, world);
        if (mask == 0 && !_captures.ContainsKey(capture.Id))
            return 0;
        if (VariableOf(capture.Id) is >= 0 and var variable)
        {
            Forget(variable, world);
            world[variable] = mask;
        }

        return mask;
    }

    private ulong EvaluateAssignment(ISimpleAssignmentOperation assignment, World world)
    {
        var mask = Evaluate(assignment.Value, world);
        Assign(assignment.Target, assignment.Value, mask, assignment.Syntax, world);
        // What is stored in a field and in a local at once is one resource.
        return GraphFacts.FieldOf(assignment.Target) is { } field && mask != 0 ? mask | Read(field, world) : mask;
    }

    private void Assign(IOperation target, IOperation? value, ulong mask, SyntaxNode at, World world)
    {
        switch (target)
        {
            case IDiscardOperation:
                return;
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value, mask, at, world);
                return;
            case IFlowCaptureReferenceOperation capture when _facts.CapturedVariables.TryGetValue(capture.Id, out var captured):
                AssignSymbol(captured, value, mask, at, world);
                return;
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation
                when GraphFacts.VariableOf(target) is { } symbol && (symbol is not IFieldSymbol || FieldSite(symbol) is not null):
                if (_facts.Flags.TryGetValue(symbol, out var flag) && target.Type?.SpecialType == SpecialType.System_Boolean)
                    world.SetFlag(flag, null);
                AssignSymbol(symbol, value, mask, at, world);
                return;
            case IPropertyReferenceOperation property:
                foreach (var argument in property.Arguments)
                    mask |= Evaluate(argument, world);
                // "child.Parent = tree" puts the child into the tree.
                if (property.Property.Name == "Parent" && value?.Unwrapped().IsNullLiteral() != true)
                    HandOver(Evaluate(property.Instance, world), world);
                if (BorrowingProperties.Contains(property.Property))
                {
                    Evaluate(property.Instance, world);
                    return;
                }

                Store(property.Instance, mask, world);
                // A request uses the services that it is given, and ends before anybody could end their scope.
                if (property.Property.Name != "RequestServices")
                    HandOver(PartOf(value, world), world);
                return;
            case IFieldReferenceOperation reference:
                Store(reference.Instance, mask, world);
                HandOver(PartOf(value, world), world);
                return;
            case IArrayElementReferenceOperation element:
                foreach (var index in element.Indices)
                    Evaluate(index, world);
                Store(element.ArrayReference, mask, world);
                return;
            default:
                HandOver(mask | Evaluate(target, world), world);
                return;
        }
    }

    private void AssignSymbol(ISymbol symbol, IOperation? value, ulong mask, SyntaxNode at, World world)
    {
        switch (symbol)
        {
            case IFieldSymbol field:
                AssignField(field, value, mask, at, world);
                break;
            case IParameterSymbol { RefKind: RefKind.Out } parameter when IsOwn(parameter):
                if (HasFresh(mask & world.Owed))
                    _freshOut |= 1ul << parameter.Ordinal;
                HandOver(mask, world);
                break;
            case ILocalSymbol { IsRef: false } or IParameterSymbol { RefKind: RefKind.None } when IsOwn(symbol):
                AssignVariable(symbol, value, mask, at, world);
                break;
            default:
                HandOver(mask, world);
                break;
        }
    }

    private void AssignVariable(ISymbol symbol, IOperation? value, ulong mask, SyntaxNode at, World world)
    {
        var isNull = value?.Unwrapped().IsNullLiteral() == true;
        NotePart(symbol, value, world);
        if (mask == 0 && !isNull && !_symbols.ContainsKey(symbol))
            return;
        if (VariableOf(symbol) is not (>= 0 and var variable))
            return;
        foreach (var site in SitesIn(mask & ~LentIn(mask)))
            site.Holder ??= symbol;
        NoteOverwritten(variable, mask, at, world);
        Forget(variable, world);
        world[variable] = mask;
        if (_settledByNested.Contains(symbol))
            HandOver(mask, world);
        if (isNull)
            world.KnownNull |= 1ul << variable;
        else if (value?.Unwrapped() is IObjectCreationOperation)
            world.KnownNotNull |= 1ul << variable;
    }

    /// <summary>
    /// Notes the sites whose last reference is overwritten while they are owed. A site that was acquired again before it is stored
    /// here counts too: the variable then still held the resource of the last round.
    /// </summary>
    private void NoteOverwritten(int variable, ulong mask, SyntaxNode at, World world)
    {
        var old = world[variable] & world.Owed & ~world.ReferencedBesides(variable);
        var lost = old & (~mask | world.Stale);
        // A temporary capture refers to the new resource, not to the one of the last round.
        // A collection that it was put into holds the one of the last round as well.
        lost |= world[variable] & world.Owed & world.Stale & mask & ~HeldByContainers(variable, world);
        foreach (var site in SitesIn(lost & ~world.Empty))
            AddOverwritten(site, at);
        world.Stale &= ~lost;
        world.Owed &= ~(lost & ~mask);
    }

    private ulong HeldByContainers(int besides, World world)
    {
        ulong held = 0;
        foreach (var local in _facts.LocalContainers)
        {
            if (_symbols.TryGetValue(local, out var container) && container != besides)
                held |= world[container];
        }

        return held;
    }

    private void AssignField(ISymbol field, IOperation? value, ulong mask, SyntaxNode at, World world)
    {
        var site = FieldSite(field);
        if (site is null || VariableOf(field) is not (>= 0 and var variable))
        {
            HandOver(mask, world);
            return;
        }

        HandOver(PartOf(value, world), world);
        var fresh = mask & ~site.Bit;
        var held = world[variable] & world.Owed & ~world.ReferencedBesides(variable) & site.Bit;
        if (held != 0 && (mask & site.Bit) == 0 && (world.Owed & fresh) != 0)
        {
            AddOverwritten(site, at);
            foreach (var stored in SitesIn(world.Owed & fresh))
                stored.Displaces = true;
        }

        foreach (var stored in SitesIn(fresh))
            stored.Holder ??= field;
        var owns = (world.Owed & fresh) != 0;
        _storesField |= owns;
        HandOver(fresh, world);
        Forget(variable, world);
        world[variable] = mask == 0 ? 0 : site.Bit;
        if (owns)
        {
            world.Owed |= site.Bit;
            world.AddAlias(fresh, site.Bit);
        }
        else
        {
            world.Owed &= ~site.Bit;
        }

        if (value?.Unwrapped().IsNullLiteral() == true)
        {
            world.KnownNull |= 1ul << variable;
            site.ReleasedAt.Add(at);
        }
    }

    /// <summary>Puts sites into an object: they share its fate when this body made it and keeps it to itself.</summary>
    private void Store(IOperation? holder, ulong mask, World world)
    {
        if (ContainerOf(holder) is { } container && mask != 0)
        {
            world[container] |= mask | Evaluate(holder, world);
            NoteCollection(holder!, mask);
        }
        else
        {
            HandOver(mask, world);
        }

        if (mask == 0)
            Evaluate(holder, world);
    }

    /// <summary>The variable of a collection or object that this body made itself; null for any other.</summary>
    private int? ContainerOf(IOperation? holder)
    {
        var variable = holder?.Unwrapped() switch
        {
            ILocalReferenceOperation { Local: var local } when IsOwnContainer(local) => VariableOf(local),
            IFlowCaptureReferenceOperation { Id: var capture } when _facts.CreatedCaptures.Contains(capture) => VariableOf(capture),
            IFlowCaptureReferenceOperation { Id: var capture }
                when _facts.CapturedVariables.TryGetValue(capture, out var symbol) && IsOwnContainer(symbol) => VariableOf(symbol),
            _ => -1,
        };
        return variable >= 0 ? variable : null;
    }

    private bool IsOwnContainer(ISymbol local) => _facts.LocalContainers.Contains(local) && !_shared.Contains(local);

    private void Deconstruct(IOperation target, IOperation? value, ulong mask, World world)
    {
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;
        if (target is ITupleOperation tuple)
        {
            var written = value?.Unwrapped() is ITupleOperation source && source.Elements.Length == tuple.Elements.Length ? source : null;
            for (var i = 0; i < tuple.Elements.Length; i++)
            {
                var element = written is not null && _elements.TryGetValue(written, out var masks) ? masks[i] : InElement(mask, i);
                Deconstruct(tuple.Elements[i], written?.Elements[i], element, world);
                NoteSibling(tuple.Elements[i], i, mask);
            }
        }
        else
        {
            Assign(target, null, MayHold(target.Type) ? mask : 0, target.Syntax, world);
        }
    }

    private void BindPattern(IPatternOperation pattern, ulong mask, World world)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol }:
                AssignVariable(symbol, null, mask, pattern.Syntax, world);
                break;
            case IRecursivePatternOperation recursive:
                if (recursive.DeclaredSymbol is { } declared)
                    AssignVariable(declared, null, mask, pattern.Syntax, world);
                break;
            case IBinaryPatternOperation binary:
                BindPattern(binary.LeftPattern, mask, world);
                BindPattern(binary.RightPattern, mask, world);
                break;
            case INegatedPatternOperation negated:
                BindPattern(negated.Pattern, mask, world);
                break;
        }
    }

    private void NoteMember(ulong mask, string member)
    {
        foreach (var site in SitesIn(mask))
            site.Members.Add(member);
    }

    /// <summary>Whether the variable is declared by the function at hand, not by one around it.</summary>
    private bool IsOwn(ISymbol symbol) =>
        symbol is not (ILocalSymbol or IParameterSymbol)
        || SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, _function)
        || _function is not IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction };

    /// <summary>Whether a value of this type holds the resources of the sites without being one of them: a collection, a task.</summary>
    private bool HoldsOnly(ulong mask, ITypeSymbol? type)
    {
        if (type is null || IsResource(type))
            return false;
        foreach (var site in SitesIn(mask))
        {
            if (site.Type.IsOrDerivesFrom(type.OriginalDefinition) && !(site.Kind == SiteKind.Given && (IsCollection(site.Type) || IsPair(site.Type))))
                return false;
        }

        return true;
    }

    /// <summary>Whether a parameter of this type is given for what is in it.</summary>
    private bool IsCollection(ITypeSymbol type) =>
        !IsResource(type) && type.SpecialType != SpecialType.System_String
        && (type.TypeKind == TypeKind.Array || type.OriginalDefinition.SpecialType == SpecialType.System_Collections_IEnumerable
            || type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable));

    /// <summary>An entry of a table, or a tuple: a lambda that is given one is given it for what is in it.</summary>
    private static bool IsPair(ITypeSymbol? type) => type is { IsTupleType: true } or INamedTypeSymbol { Name: "KeyValuePair", Arity: 2 };

    private bool IsResource(ITypeSymbol? type) => type is not null && _context.Catalog.IsResource(type);

    /// <summary>Whether a value of this type can be a resource, or something that holds one.</summary>
    private static bool MayHold(ITypeSymbol? type) =>
        type is not null && !type.IsSimple() && type is not INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
}
