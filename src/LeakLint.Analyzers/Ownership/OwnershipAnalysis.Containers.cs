using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Calls on what only holds resources: collections, tasks, sequences.</content>
internal sealed partial class OwnershipAnalysis
{
    /// <summary>What "players?.Add(player)" would put into the collection if there were one: whoever writes so expects it to be there.</summary>
    private ulong OfferedTo(SyntaxNode collection, World world)
    {
        if (collection.Parent is not ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Add" or "TryAdd" or "Enqueue" or "Push" } } call } access
            || access.Expression != collection)
            return 0;
        ulong offered = 0;
        foreach (var argument in call.ArgumentList.Arguments)
        {
            foreach (var symbol in _symbols)
            {
                if (argument.Expression is IdentifierNameSyntax { Identifier.ValueText: var name } && symbol.Key is ILocalSymbol && symbol.Key.Name == name)
                    offered |= world[symbol.Value];
            }
        }

        return offered;
    }

    /// <summary>A call on a collection, task or other object that only holds resources.</summary>
    /// <returns>What the result may refer to; null when the call is on a resource, or on nothing that holds one.</returns>
    private ulong? EvaluateContainer(IInvocationOperation invocation, ulong receiver, ulong[] masks, ulong all, World world)
    {
        var method = invocation.TargetMethod;
        var extended = (method.IsExtensionMethod || method is { Name: "ForEach", ContainingType.SpecialType: SpecialType.System_Array }) && masks.Length > 0 && invocation.Instance is null;
        var holder = extended ? invocation.Arguments[0].Value : invocation.Instance;
        var held = extended ? masks[0] : receiver;
        // Disposing a task leaves open what it delivers.
        if (Contracts.IsReleaseName(method.Name) && _context.Types.IsTask(holder?.Unwrapped().Type))
            return 0;
        if (holder is null || !HoldsOnly(held, holder.Type))
            return null;

        var added = extended ? all & ~held : all;
        if (added != 0 && ContainerOf(holder) is { } container && ReturnsNoResource(method))
        {
            world[container] |= added;
            NoteCollection(holder, added);
            // "list.Append(x)" gives a sequence of both.
            return MayHold(method.ReturnType) ? held | added : 0;
        }

        if (held == 0)
            return null;
        if (added != 0)
            HandOver(added, world);
        NoteMember(held, method.Name);
        foreach (var argument in invocation.Arguments)
        {
            if (ReleasesItsParameter(argument.Value))
                Release(held, invocation.Syntax, world);
        }

        if ((method.Name is "GetEnumerator" or "GetAsyncEnumerator" || ReleasingLoops.Takes(method.Name)) && ReleasingLoops.IsAsked(invocation.Syntax))
            Release(held, invocation.Syntax, world);
        if (Contracts.IsReleaseName(method.Name) || EndsParts(method))
        {
            Release(held, invocation.Syntax, world);
            return 0;
        }

        var contract = _context.Contracts.Of(method);
        if (contract.Receiver == Transfer.TakesOver || (extended && contract.ArgumentAt(0) == Transfer.TakesOver))
            HandOver(held, world);
        return held != 0 && MayHold(method.ReturnType) && !PlainValues.Are(method.ReturnType) ? held : 0;
    }

    /// <summary>Whether the method of a class of ours releases something that an object of it keeps, whatever the method is called.</summary>
    private static bool EndsParts(IMethodSymbol method)
    {
        if (method.IsStatic || !method.HasSource() || method.ContainingType is not { TypeKind: TypeKind.Class } type)
            return false;
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false, Type.IsReferenceType: true, Type.SpecialType: not SpecialType.System_String } field && SyntacticUse.MayRelease(method, (field.AssociatedSymbol ?? field).Name))
                return true;
        }

        return false;
    }

    /// <summary>What is only in a collection is called as the collection is.</summary>
    private void NoteCollection(IOperation holder, ulong added)
    {
        if (holder.Unwrapped() is not ILocalReferenceOperation { Local: { Type: var type } local }
            || type is not IArrayTypeSymbol && !type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable))
            return;
        foreach (var site in SitesIn(added))
            site.Holder ??= local;
    }

    private bool ReturnsNoResource(IMethodSymbol method) => method.ReturnsVoid || !IsResource(_context.Types.Unwrap(method.ReturnType));

    private static bool EndsLoop(IInvocationOperation call) =>
        call.IsImplicit && call.TargetMethod.Name is "Dispose" or "DisposeAsync"
        && (call.Syntax is CommonForEachStatementSyntax || (call.Syntax.Parent is CommonForEachStatementSyntax loop && loop.Expression == call.Syntax));

    private bool ReleasesItsParameter(IOperation argument)
    {
        if (argument.Unwrapped() is not IDelegateCreationOperation creation)
            return false;
        switch (creation.Target)
        {
            case IFlowAnonymousFunctionOperation lambda when lambda.Symbol.Parameters.Length > 0:
                return ForCallersOf(lambda)?.Arguments is { Length: > 0 } transfers && Array.Exists(transfers, t => t != Transfer.Borrows);
            case IMethodReferenceOperation { Method: var method }:
                var contract = ContractOf(method, _depth);
                return Contracts.IsReleaseName(method.Name) || (method.Parameters.Length > 0 && contract.ArgumentAt(0) != Transfer.Borrows);
            default:
                return false;
        }
    }
}
