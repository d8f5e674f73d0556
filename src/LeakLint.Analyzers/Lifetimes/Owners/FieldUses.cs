using System.Collections.Generic;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// Follows the resource of one field through the bodies of its type, with the locals and private members that also stand for it:
/// where it is stored, used, released, or given away.
/// </summary>
internal sealed class FieldUses
{
    private readonly FieldLifetime _field;
    private readonly BodyIndex _index;
    private readonly Origins _origins;
    private readonly OwnershipContext _context;
    private readonly int _depth;
    private readonly Queue<ISymbol> _pending = new();
    private readonly HashSet<ISymbol> _names = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IOperation> _stored = [];
    private readonly List<Reference> _minor = [];
    private readonly List<Reference> _given = [];
    private bool _hasFresh;
    private bool _hasOther;

    private FieldUses(FieldLifetime field, BodyIndex index, OwnershipContext context, int depth)
    {
        (_field, _index, _context, _depth) = (field, index, context, depth);
        _origins = new(index, context, depth);
    }

    /// <param name="held">The field or property, as its declaration tells of it.</param>
    /// <param name="index">The bodies of its type.</param>
    /// <param name="context">What is known of the compilation.</param>
    /// <param name="depth">How many calls deep bodies are looked into.</param>
    public static FieldLifetime Follow(HeldResource held, BodyIndex index, OwnershipContext context, int depth)
    {
        var uses = new FieldUses(new(held), index, context, depth);
        uses.Also(held.Symbol);
        while (uses._pending.Count > 0)
        {
            foreach (var reference in index.ReferencesTo(uses._pending.Dequeue()))
                uses.Visit(reference);
        }

        // A token source that is linked to others is more than the ones that are not.
        uses._field.IsMinor = uses._field.IsMinor && !uses._hasFresh;
        if (uses._field.IsMinor)
        {
            uses._field.Acquisitions.AddRange(uses._minor);
            uses._hasFresh = uses._minor.Count > 0;
        }

        if (!uses._hasOther && ClaimedValues.Are(uses._given, uses._field))
        {
            uses._field.Acquisitions.AddRange(uses._given);
            uses._field.IsClaimed = true;
        }

        uses._hasOther |= uses._given.Count > 0;
        uses._field.IsMade = uses._hasFresh && !uses._hasOther && uses._field.Acquisitions.TrueForAll(made => made.Operation is not IParameterReferenceOperation);
        uses._field.IsOwned = context.Annotations?.OfHolder(held.Symbol) ?? (uses._hasFresh && !uses._hasOther);
        return uses._field;
    }

    private void Also(ISymbol symbol)
    {
        symbol = symbol.OriginalDefinition;
        if (_names.Add(symbol))
            _pending.Enqueue(symbol);
    }

    private bool IsField(IOperation operation) => operation switch
    {
        IFieldReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Field.OriginalDefinition, _field.Symbol),
        IPropertyReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Property.OriginalDefinition, _field.Symbol),
        _ => false,
    };

    private void Store(IOperation value, ISymbol member)
    {
        if (!_stored.Add(value))
            return;
        if (_field.IsMinor && MinorResources.IsMade(value, _context))
        {
            _minor.Add(new(value.Unwrapped(), member));
            return;
        }

        switch (_origins.Of(value, fresh => _field.Acquisitions.Add(new(fresh, member))))
        {
            case Origin.Fresh:
                _hasFresh = true;
                break;
            case Origin.Other when ClaimedValues.MayBe(value):
                _given.Add(new(value.Unwrapped(), member));
                break;
            case Origin.Other:
                _hasOther = true;
                break;
        }

        // The local stands for the resource as well, before and after it is stored.
        if (value.Unwrapped() is ILocalReferenceOperation { Local: var local })
            Also(local);
    }

    private void Visit(Reference reference)
    {
        switch (reference.Operation)
        {
            case IFieldInitializerOperation initializer:
                Store(initializer.Value, reference.Member);
                return;
            case IPropertyInitializerOperation initializer:
                Store(initializer.Value, reference.Member);
                return;
            case IMethodReferenceOperation:
                _field.Escapes = true;
                return;
        }

        if (!IsField(reference.Operation) || !IsWrite(reference))
            Use(reference.Operation, reference.Member);
    }

    /// <summary>Notes what is stored, and tells whether the reference does nothing but store.</summary>
    private bool IsWrite(Reference reference)
    {
        var operation = reference.Operation;
        switch (operation.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == operation:
                if (assignment.Parent is IExpressionStatementOperation && assignment.Value.Unwrapped().IsNullLiteral())
                    _field.Cleared.Add(new(assignment, reference.Member));
                Store(assignment.Value, reference.Member);
                if (assignment.Parent is not IExpressionStatementOperation)
                    Use(assignment, reference.Member);
                return true;
            case ICoalesceAssignmentOperation assignment when assignment.Target == operation:
                Store(assignment.Value, reference.Member);
                if (assignment.Parent is not IExpressionStatementOperation)
                    Use(assignment, reference.Member);
                return true;
            case IAssignmentOperation assignment when assignment.Target == operation:
            case ITupleOperation when IsDeconstructed(operation):
                StoreElement(operation, reference.Member);
                return true;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                Exchange(argument, reference.Member);
                return true;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } }:
            case IReturnOperation when operation.Syntax.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.RefExpressionSyntax:
                _hasOther = true;
                return true;
            default:
                return false;
        }
    }

    private static bool IsDeconstructed(IOperation element)
    {
        var tuple = element;
        while (tuple.Parent is ITupleOperation outer)
            tuple = outer;
        return tuple.Parent is IDeconstructionAssignmentOperation assignment && assignment.Target == tuple;
    }

    // (_in, _out) = (new X(), new Y()): element by element where both sides are written out.
    private void StoreElement(IOperation element, ISymbol member)
    {
        if (element.Parent is ITupleOperation { Parent: IDeconstructionAssignmentOperation assignment } targets
            && assignment.Value.Unwrapped() is ITupleOperation values && values.Elements.Length == targets.Elements.Length)
            Store(values.Elements[targets.Elements.IndexOf(element)], member);
        else
            _hasOther = true;
    }

    private void Exchange(IArgumentOperation argument, ISymbol member)
    {
        if (argument.Parent is not IInvocationOperation { TargetMethod: { ContainingType.Name: "Interlocked" or "Volatile" } method } call)
        {
            _hasOther = true;
            _field.Escapes = true;
            return;
        }

        if (method.Name is "Exchange" or "CompareExchange" or "Write")
            Store(call.Arguments[1].Value, member);
        if (method.Name == "Exchange" && call.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation })
            _field.Exchanges.Add(new(call, member));
        if (method.Name != "Write")
            Use(call, member);
    }

    private void Use(IOperation value, ISymbol member)
    {
        var use = new ValueUse(value, IsField, _context, _depth);
        foreach (var name in use.Members)
            _field.Members.Add(name);
        foreach (var local in use.Locals)
            Also(local);
        _field.Uses.Add(new(use.At, member));
        switch (use.Kind)
        {
            case UseKind.Released:
                _field.Releases.Add(new(use.At, member));
                break;
            case UseKind.GivenAway:
                _field.Escapes = true;
                break;
            case UseKind.Returned:
                Return(member);
                break;
        }
    }

    /// <summary>What a private member returns, the type itself uses; what others return, anybody.</summary>
    private void Return(ISymbol member)
    {
        var declared = (member as IMethodSymbol)?.AssociatedSymbol ?? member;
        if (declared.DeclaredAccessibility == Accessibility.Private && declared is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary })
            Also(declared);
        else if (declared is IPropertySymbol)
        {
            // The type itself may use, and release, the resource by that name as well.
            _field.ExposedBy = declared;
            Also(declared);
        }
        else
            _field.Escapes = true;
    }
}
