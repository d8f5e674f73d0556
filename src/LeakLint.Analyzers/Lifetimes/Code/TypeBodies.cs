using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>A body of a type, or the value that a field or property starts with.</summary>
/// <param name="Member">The member that the body belongs to.</param>
/// <param name="Root">The whole body.</param>
internal sealed record Body(ISymbol Member, IOperation Root);

/// <summary>All bodies of one type and of the types in it, collected while the compiler goes through them in any order.</summary>
internal sealed class TypeBodies
{
    private readonly ConcurrentBag<Body> _bodies = [];

    public void Add(ISymbol member, ImmutableArray<IOperation> blocks)
    {
        foreach (var block in blocks)
        {
            if (block.Kind != OperationKind.Attribute)
                _bodies.Add(new(member, block));
        }
    }

    /// <summary>Whether the type may own what is in its fields: a type that only keeps what it is given owns nothing.</summary>
    public bool MayOwn(Holders holders, OwnershipContext context)
    {
        if (context.Annotations is not null)
            return true;
        var acquires = false;
        var minor = holders.Fields.Exists(static field => field.IsMinor);
        var made = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var given = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var body in _bodies)
        {
            foreach (var operation in body.Root.DescendantsAndSelf())
            {
                switch (operation.Kind)
                {
                    case OperationKind.ObjectCreation:
                        acquires = acquires || MayAcquire(operation.Type, context) || (minor && operation.Type is { } type && MinorResources.Is(type, context));
                        break;
                    // What the compiler gave up on may still make something.
                    case OperationKind.Invalid:
                        acquires = true;
                        break;
                    case OperationKind.Invocation:
                        acquires = acquires || MayAcquire(context.Types.Unwrap(((IInvocationOperation)operation).TargetMethod.ReturnType), context)
                            || Origins.Links((IInvocationOperation)operation) || (minor && MinorResources.IsMade(operation, context));
                        break;
                    case OperationKind.SimpleAssignment or OperationKind.CoalesceAssignment when operation is IAssignmentOperation { Target: IMemberReferenceOperation { Member: var target }, Value: var value }:
                        (IsGiven(value) ? given : made).Add(target.OriginalDefinition);
                        break;
                    case OperationKind.Argument when operation is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: IMemberReferenceOperation { Member: var target } }:
                        made.Add(target.OriginalDefinition);
                        break;
                    case OperationKind.DeconstructionAssignment when operation is IDeconstructionAssignmentOperation { Target: var targets }:
                        made.UnionWith(targets.Descendants().OfType<IMemberReferenceOperation>().Select(target => target.Member.OriginalDefinition));
                        break;
                    case OperationKind.FieldInitializer when operation is IFieldInitializerOperation { Value: var value } initializer:
                        (IsGiven(value) ? given : made).UnionWith(initializer.InitializedFields.Select(field => field.OriginalDefinition));
                        break;
                    case OperationKind.PropertyInitializer when operation is IPropertyInitializerOperation { Value: var value } initializer:
                        (IsGiven(value) ? given : made).UnionWith(initializer.InitializedProperties.Select(property => property.OriginalDefinition));
                        break;
                }
            }
        }

        return acquires && (holders.Collections.Count > 0 || holders.Fields.Exists(field => made.Contains(field.Symbol.OriginalDefinition) && !given.Contains(field.Symbol.OriginalDefinition)));
    }

    private static bool MayAcquire(ITypeSymbol? made, OwnershipContext context) =>
        made is not null && (made.Name == "Lazy" || Holders.IsOwned(made, context));

    /// <summary>Whether the value is plainly what a parameter holds: somebody else made it, and may own it.</summary>
    private static bool IsGiven(IOperation value) => value.Unwrapped() switch
    {
        IParameterReferenceOperation => true,
        ICoalesceOperation { Value: var parameter, WhenNull: IThrowOperation or IConversionOperation { Operand: IThrowOperation } } => IsGiven(parameter),
        _ => false,
    };

    /// <summary>The bodies in the order of the text, so that the answer does not depend on the timing of threads.</summary>
    public IReadOnlyList<Body> InOrder() =>
        [.. _bodies.OrderBy(body => body.Root.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(body => body.Root.Syntax.SpanStart)];
}
