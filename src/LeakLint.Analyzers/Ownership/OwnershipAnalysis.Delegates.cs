using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Functions that are passed on or called later: what they release of what they capture.</content>
internal sealed partial class OwnershipAnalysis
{
    private ulong EvaluateLocalFunction(IInvocationOperation invocation, IMethodSymbol function, ulong[] masks, World world)
    {
        HandOverCaptured(function, world);
        var acquires = AcquisitionFacts.MayAcquire(invocation, _context);
        if (!acquires && !Array.Exists(masks, mask => mask != 0))
        {
            AssignOutArguments(invocation.Arguments, 0, world);
            return 0;
        }

        var summary = ForCallersOf(function);
        ulong result = 0;
        for (var i = 0; i < masks.Length; i++)
        {
            var ordinal = invocation.Arguments[i].Parameter?.Ordinal ?? -1;
            if (masks[i] == 0)
                continue;
            Apply(summary?.ArgumentAt(ordinal) ?? Transfer.TakesOver, masks[i], invocation.Syntax, world);
            if (summary is { } known && (known.Result & ResultOwner.Arguments) != 0)
                result |= masks[i];
        }

        AssignOutArguments(invocation.Arguments, 0, world);
        if (acquires && summary is { } made && (made.Result & ResultOwner.Caller) != 0
            && SiteOf(SiteKind.Call, invocation.Syntax, AcquisitionFacts.TypeOf(invocation, _context)) is { } site)
        {
            site.Source = function;
            result |= Acquire(site, world);
        }

        return summary is { FreshElements: not 0 } several ? result | AcquireElements(invocation, function, several, world) : result;
    }

    private void EvaluateMethodReference(IMethodReferenceOperation reference, World world)
    {
        var mask = Evaluate(reference.Instance, world);
        if (reference.Method.MethodKind == MethodKind.LocalFunction)
            HandOverCaptured(reference.Method, world);
        else if (mask != 0 && reference is { Instance.Type.TypeKind: TypeKind.Interface } && !HoldsMade(mask))
            HandOver(mask, world);
        else if (mask != 0 && (reference.Instance?.Unwrapped() is IObjectCreationOperation || Contracts.IsReleaseName(reference.Method.Name) || (_context.Summaries.MayReleaseReceiver(reference.Method) && ContractOf(reference.Method, DepthFor(mask)).Receiver != Transfer.Borrows)))
            HandOver(mask, world);
    }

    /// <summary>Variables that a nested function releases or hands over are its business from where it is made.</summary>
    private void HandOverCaptured(IFlowAnonymousFunctionOperation lambda, World world)
    {
        HandOverLeases(lambda.Syntax, world);
        if (!Concerns(lambda.Syntax))
            return;
        var nested = NestedOf(lambda);
        HandOverCaptured(nested, world);
        // _ => connection: whoever calls the lambda gets the variable itself.
        if (lambda.Syntax is not LambdaExpressionSyntax { ExpressionBody: IdentifierNameSyntax { Identifier.ValueText: var given } })
            return;
        foreach (var symbol in nested?.Captured ?? [])
        {
            if (symbol.Name == given)
                HandOver(Read(symbol, world), world);
        }
    }

    private void HandOverCaptured(IMethodSymbol localFunction, World world)
    {
        var concerns = false;
        foreach (var reference in localFunction.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(_cancel);
            HandOverLeases(syntax, world);
            concerns |= Concerns(syntax);
        }

        if (concerns)
            HandOverCaptured(NestedOf(localFunction), world);
    }

    /// <summary>A handler of somebody else's event may end what it captures, by ways too long to follow.</summary>
    private void EvaluateHandler(IEventAssignmentOperation subscription, IOperation? publisher, World world)
    {
        if (publisher is not null && IsNeverRaised(subscription, MaskOf(publisher, world)))
            return;
        Evaluate(subscription.HandlerValue, world);
        if (!subscription.Adds || subscription.HandlerValue.Unwrapped() is not IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation lambda } || !Concerns(lambda.Syntax))
            return;
        var own = publisher is null ? 0 : MaskOf(publisher, world);
        foreach (var symbol in NestedOf(lambda)?.Captured ?? [])
            HandOver(Read(symbol, world) & ~own, world);
    }

    /// <summary>A process that this body starts tells of its exit only when it is asked to.</summary>
    private bool IsNeverRaised(IEventAssignmentOperation subscription, ulong publisher)
    {
        if (publisher == 0 || subscription.EventReference is not IEventReferenceOperation { Event: { Name: "Exited", ContainingType: var type } } || !KnownTypes.IsProcess(type))
            return false;
        foreach (var site in SitesIn(publisher))
        {
            if (site.Source is null || !KnownTypes.IsProcess(site.Source.ContainingType))
                return false;
        }

        return subscription.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            && !member.DescendantTokens().Any(token => token.ValueText == "EnableRaisingEvents");
    }

    private void HandOverCaptured(NestedFunction? nested, World world)
    {
        if (nested is null)
        {
            // Nobody can look into it: it may do anything with what it captures.
            HandOver(world.ReferencedBesides(-1), world);
            return;
        }

        // What only looks at a process does not start it.
        foreach (var symbol in nested.Starts ? nested.Captured : [])
            world.Empty &= ~Read(symbol, world);
        foreach (var symbol in nested.Disposed)
        {
            _settledByNested.Add(symbol);
            HandOver(Read(symbol, world), world);
        }
    }
}
