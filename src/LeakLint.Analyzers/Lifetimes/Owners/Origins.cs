using System;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Where a value comes from, as far as ownership goes.</summary>
internal enum Origin
{
    /// <summary>Null, or an object that needs no release.</summary>
    Nothing,

    /// <summary>Made here, for nobody else: who stores it owns it.</summary>
    Fresh,

    /// <summary>Given, shared, or unknown: somebody else may own it.</summary>
    Other,
}

/// <summary>Tells where the values come from that are put into fields.</summary>
/// <param name="index">The bodies of the type.</param>
/// <param name="context">What is known of the compilation.</param>
/// <param name="callees">How many calls deep bodies are looked into.</param>
/// <param name="into">The collection that the values are put into: what was in it before is nobody else's.</param>
internal sealed class Origins(BodyIndex index, OwnershipContext context, int callees, ISymbol? into = null)
{
    private const int MaxDepth = 6;

    /// <summary>The origin of the value.</summary>
    /// <param name="value">What is stored.</param>
    /// <param name="fresh">Called for each creation or call that makes a fresh value.</param>
    public Origin Of(IOperation value, Action<IOperation> fresh) => Of(value, fresh, MaxDepth);

    /// <summary>The origin of what a method or lambda gives that is called later.</summary>
    public Origin OfResults(IOperation function) => OfResultsOf(function, static _ => { }, MaxDepth);

    private Origin Of(IOperation value, Action<IOperation> fresh, int depth)
    {
        value = value.Unwrapped();
        if (depth == 0)
            return Origin.Other;
        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation or IThrowOperation:
                return Origin.Nothing;
            case IObjectCreationOperation creation:
                return OfCreation(creation, fresh, depth);
            case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task }:
                return Of(task, fresh, depth);
            case IInvocationOperation invocation:
                return OfCall(invocation, fresh, depth);
            case ISimpleAssignmentOperation { Value: var assigned }:
                return Of(assigned, fresh, depth - 1);
            case IAwaitOperation { Operation: var awaited }:
                return Of(awaited, fresh, depth);
            case ICoalesceOperation coalesce:
                return Join(Of(coalesce.Value, fresh, depth - 1), Of(coalesce.WhenNull, fresh, depth - 1));
            case IConditionalOperation { WhenFalse: { } otherwise } conditional:
                return Join(Of(conditional.WhenTrue, fresh, depth - 1), Of(otherwise, fresh, depth - 1));
            case ISwitchExpressionOperation choice:
                var joined = Origin.Nothing;
                foreach (var arm in choice.Arms)
                    joined = Join(joined, Of(arm.Value, fresh, depth - 1));
                return joined;
            case ILocalReferenceOperation { Local: var local }:
                return OfLocal(local, fresh, depth);
            case IInvalidOperation:
                return OfUnknown(value, fresh, depth);
            case IParameterReferenceOperation { Parameter: var parameter } when context.Annotations?.OfParameter(parameter) == Transfer.TakesOver:
                fresh(value);
                return Origin.Fresh;
            case IParameterReferenceOperation { Parameter: var given } when PrivateConstructors.IsOf(given):
                return OfGiven(given, fresh, depth);
            default:
                return Origin.Other;
        }
    }

    private Origin OfGiven(IParameterSymbol parameter, Action<IOperation> fresh, int depth)
    {
        var values = PrivateConstructors.ValuesOf(parameter, index);
        var joined = values.Count == 0 ? Origin.Other : Origin.Nothing;
        foreach (var value in values)
            joined = Join(joined, Of(value, fresh, depth - 1));
        return joined;
    }

    private static Origin Join(Origin one, Origin other) => one > other ? one : other;

    private Origin OfLocal(ILocalSymbol local, Action<IOperation> fresh, int depth)
    {
        var values = into is null ? index.ValuesOf(local) : index.ValuesOf(local, into);
        if (values.Count == 0 || local.IsUsing || local.IsForEach || local.RefKind != RefKind.None)
            return Origin.Other;
        var joined = Origin.Nothing;
        foreach (var value in values)
            joined = Join(joined, value is null ? Origin.Other : Of(value, fresh, depth - 1));
        return joined;
    }

    private Origin OfCreation(IObjectCreationOperation creation, Action<IOperation> fresh, int depth)
    {
        if (creation.Type is not { } type || creation.Constructor is not { } constructor)
            return Origin.Other;
        if (LazyFactory(creation) is { } factory)
            return OfResultsOf(factory, fresh, depth - 1);
        if (LazyTypes.IsLazy(type))
            return Origin.Other;
        if (!IsOwned(type))
            return Origin.Nothing;
        var holdsOwned = false;
        foreach (var argument in creation.Arguments)
        {
            if (argument.Value.Unwrapped().Type is not { } given || argument.IsImplicit)
                continue;
            // A container disposes the components that are made in it.
            if (given.Name is "IContainer" or "Container")
                return Origin.Other;
            if (!IsOwned(given))
                continue;
            if (Of(argument.Value, static _ => { }, depth - 1) == Origin.Fresh)
                holdsOwned = true;
            // What wraps somebody else's resource may have to stay open as long as that, or not longer.
            else if (!constructor.HasSource() || IsOfOneKind(type, given))
                return WrapperFacts.NeedsNoReleaseOfItsOwn(creation, holdsOwned: false) ? Origin.Nothing : Origin.Other;
        }

        if (WrapperFacts.NeedsNoReleaseOfItsOwn(creation, holdsOwned) || (!holdsOwned && context.Catalog.IsForwarder(type)))
            return Origin.Nothing;
        fresh(creation);
        return Origin.Fresh;
    }

    private Origin OfCall(IInvocationOperation invocation, Action<IOperation> fresh, int depth)
    {
        var method = invocation.TargetMethod;
        var type = context.Types.Unwrap(method.ReturnType);
        if (Links(invocation))
        {
            fresh(invocation);
            return Origin.Fresh;
        }

        if (!IsOwned(type))
            return method.ReturnType.IsSimple() ? Origin.Nothing : Origin.Other;
        if (method.MethodKind == MethodKind.DelegateInvoke ? IsNamedFactory(invocation.Instance) : method.Name == "CreateTimer" || (context.ContractOf(method, callees).Result & ResultOwner.Caller) != 0)
        {
            fresh(invocation);
            return Origin.Fresh;
        }

        // "Buffered(File.OpenRead(path))": what gives a view of what it is given gives as much as that.
        if ((context.ContractOf(method, callees).Result & ResultOwner.Arguments) != 0 && method.HasSource()
            && invocation.Arguments.Any(argument => argument.Value.Unwrapped().Type is { } given && IsOwned(given) && Of(argument.Value, static _ => { }, depth - 1) == Origin.Fresh))
        {
            fresh(invocation);
            return Origin.Fresh;
        }

        if (DelegatedResults.MakerOf(invocation, context) is { } maker)
            return OfResultsOf(maker, fresh, depth - 1);

        // Interlocked.Exchange(ref local, null) and the like give on what somebody else had.
        return Origin.Other;
    }

    /// <summary>What a creation or call gives whose arguments mean nothing here.</summary>
    private Origin OfUnknown(IOperation value, Action<IOperation> fresh, int depth)
    {
        foreach (var given in UnknownCode.Operands(value))
        {
            // What wraps somebody else's resource may have to stay open as long as that, or not longer.
            if (given.Unwrapped().Type is { } type && IsOwned(type) && !UnknownCode.IsReceiver(given.Syntax, given.Type, out _) && Of(given, static _ => { }, depth - 1) != Origin.Fresh)
                return Origin.Other;
        }

        if (!UnknownCode.Makes(value, context) && (UnknownCode.FindCalled(value, value.SemanticModel) is not { } called || (context.ContractOf(called, callees).Result & ResultOwner.Caller) == 0))
            return Origin.Other;
        fresh(value);
        return Origin.Fresh;
    }

    /// <summary>Whether the call makes a token source that listens to others: they keep it until it is released.</summary>
    public static bool Links(IInvocationOperation invocation) =>
        invocation.TargetMethod is { Name: "CreateLinkedTokenSource", IsStatic: true, ReturnType: var made } && KnownTypes.IsTokenSource(made);

    /// <summary>Whether both are streams, or handlers: one that is given the other stands for it.</summary>
    private bool IsOfOneKind(ITypeSymbol wrapper, ITypeSymbol given)
    {
        for (var ancestor = given; ancestor is { SpecialType: not SpecialType.System_Object }; ancestor = ancestor.BaseType)
        {
            if (wrapper.IsOrDerivesFrom(ancestor.OriginalDefinition) && context.Catalog.IsResource(ancestor))
                return true;
        }

        return given.TypeKind == TypeKind.Interface && given is INamedTypeSymbol contract && contract.Name is not ("IDisposable" or "IAsyncDisposable") && wrapper.IsOrImplements(contract);
    }

    /// <summary>Whether values of the type must be released by who owns them, at once or when they are there: weak types are not worth a word in fields.</summary>
    public bool IsOwned(ITypeSymbol type) => Holders.IsOwned(LazyTypes.Awaited(type, context.Types), context);

    /// <summary>The function that makes the value of a <c>Lazy&lt;T&gt;</c>.</summary>
    private static IOperation? LazyFactory(IObjectCreationOperation creation) =>
        creation is { Type: INamedTypeSymbol { Name: "Lazy", Arity: 1 }, Arguments.Length: > 0 } && creation.Arguments[0].Value.Unwrapped() is IDelegateCreationOperation { Target: var target }
            ? target
            : null;

    private Origin OfResultsOf(IOperation function, Action<IOperation> fresh, int depth)
    {
        if (function is IMethodReferenceOperation { Method: var method })
        {
            if ((context.ContractOf(method, callees).Result & ResultOwner.Caller) == 0)
                return Origin.Other;
            fresh(function);
            return Origin.Fresh;
        }

        if (function is not IAnonymousFunctionOperation lambda)
            return Origin.Other;
        var joined = Origin.Nothing;
        foreach (var inner in lambda.Body.Descendants())
        {
            if (inner is IReturnOperation { ReturnedValue: { } returned })
                joined = Join(joined, Of(returned, fresh, depth));
        }

        return joined;
    }

    /// <summary>A delegate is a factory when its name says so.</summary>
    private static bool IsNamedFactory(IOperation? target)
    {
        var name = target?.Unwrapped() switch
        {
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            IFieldReferenceOperation field => field.Field.Name,
            IPropertyReferenceOperation property => property.Property.Name,
            ILocalReferenceOperation local => local.Local.Name,
            _ => "",
        };
        name = name.TrimStart('_');
        return name.Length > 0 && (name.EndsWith("Factory", StringComparison.OrdinalIgnoreCase) || Contracts.IsFactoryName(char.ToUpperInvariant(name[0]) + name.Substring(1)));
    }
}
