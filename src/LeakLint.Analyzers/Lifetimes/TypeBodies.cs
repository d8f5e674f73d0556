using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Ownership;
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

    /// <summary>Whether some body may make a resource: a type that only keeps what it is given owns nothing.</summary>
    public bool MayAcquire(OwnershipContext context) => context.Annotations is not null || _bodies.Any(body => MayAcquire(body.Root, context));

    private static bool MayAcquire(IOperation root, OwnershipContext context)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            var made = operation.Kind switch
            {
                OperationKind.ObjectCreation => operation.Type,
                OperationKind.Invocation => context.Types.Unwrap(((IInvocationOperation)operation).TargetMethod.ReturnType),
                _ => null,
            };
            if (made is not null && (made.Name == "Lazy" || Holders.IsOwned(made, context)))
                return true;
        }

        return false;
    }

    /// <summary>The bodies in the order of the text, so that the answer does not depend on the timing of threads.</summary>
    public IReadOnlyList<Body> InOrder() =>
        [.. _bodies.OrderBy(body => body.Root.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(body => body.Root.Syntax.SpanStart)];
}
