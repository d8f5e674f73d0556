using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>What a type does with a timer in one of its fields: whether it goes on ticking, where it is started and where stopped.</summary>
internal sealed class TimerLifetime
{
    private readonly TypeLifetime _owner;
    private readonly FieldLifetime _field;
    private readonly List<Reference> _starts;
    private readonly List<Reference> _stops;
    private readonly List<IOperation> _callbacks;

    private TimerLifetime(TimerKind kind, FieldLifetime field, TypeLifetime owner)
    {
        (Kind, _field, _owner) = (kind, field, owner);
        var uses = field.Acquisitions.Concat(field.Uses).ToList();
        _starts = uses.FindAll(use => TimerCalls.EffectOf(use.Operation) is TimerEffect.Starts or TimerEffect.StartsOnce);
        _stops = field.Uses.FindAll(use => TimerCalls.EffectOf(use.Operation) == TimerEffect.Stops);
        _callbacks = [.. uses.SelectMany(use => CallbacksOf(use.Operation))];
    }

    public TimerKind Kind { get; }

    /// <summary>Null when the field holds no timer.</summary>
    public static TimerLifetime? TryCreate(FieldLifetime field, TypeLifetime owner) =>
        TimerKinds.Of(field.Resource) is var kind and not TimerKind.None ? new(kind, field, owner) : null;

    /// <summary>Whether the timer, once it runs, goes on for ever: one that fires once, or was never started, keeps nothing.</summary>
    public bool Ticks => Kind switch
    {
        TimerKind.Loop => true,
        // Nobody knows what a timer does that comes from somewhere else.
        _ when _field.Acquisitions.Exists(made => made.Operation is not (IObjectCreationOperation or IInvocationOperation { TargetMethod.Name: "CreateTimer" })) => true,
        TimerKind.Component or TimerKind.Window => _starts.Count > 0 && (!_field.Acquisitions.Concat(_field.Uses).Any(use => TimerCalls.IsOnce(use.Operation)) || _starts.Exists(IsInCallback)),
        _ => _starts.Exists(start => TimerCalls.EffectOf(start.Operation) == TimerEffect.Starts || IsInCallback(start)),
    };

    /// <summary>Whether the timer is set time and again, and the type disposes another one of its own: this one was forgotten, and fires once more when all is over.</summary>
    public bool IsForgottenBesideOther => Kind == TimerKind.Callback && !Ticks && !IsStopped && _field.Releases.Count == 0 && _starts.Count > 0
        && _owner.Fields.Any(other => other != _field && TimerKinds.Of(other.Resource) == Kind && other.Releases.Exists(release => _owner.IsFinal(release, other)));

    /// <summary>Whether the type, or who uses it, stops the timer for good.</summary>
    public bool IsStopped => Kind == TimerKind.Window ? IsStoppedSomewhere :
        _field.Releases.Exists(release => !IsPause(release) && _owner.IsFinal(release, _field))
        || _stops.Exists(stop => !IsPause(stop) && (_owner.ReleaseMembers.Reach(stop.Member) || IsStopName(stop.Member)));

    /// <summary>The members that start the timer, and those of the type that have the name for stopping what these start.</summary>
    public IReadOnlyList<(IMethodSymbol Start, IMethodSymbol Stop)> Pairs
    {
        get
        {
            var methods = _owner.Type.GetMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation).ToList();
            return
            [
                .. from start in methods
                where _starts.Exists(made => _owner.ReleaseMembers.Runs(start, made.Member))
                let ending = start.SimpleName() switch { "ExecuteAsync" => "StopAsync", var name when name.StartsWith("Start", StringComparison.Ordinal) => "Stop" + name.Substring(5), _ => null }
                where ending is not null
                let stop = methods.Find(method => method.SimpleName() == ending || method.SimpleName() + "Async" == ending || method.SimpleName() == ending + "Async")
                where stop is not null
                select (start, stop),
            ];
        }
    }

    /// <summary>Whether the member, or what it calls, does anything with the timer.</summary>
    public bool IsTouchedBy(IMethodSymbol member) => _field.Uses.Concat(_field.Acquisitions).Any(use => _owner.ReleaseMembers.Runs(member, use.Member));

    /// <summary>Whether the type makes a new timer in this member, or what it calls.</summary>
    public bool IsMadeBy(IMethodSymbol member) => _field.Acquisitions.Exists(made => _owner.ReleaseMembers.Runs(member, made.Member));

    /// <summary>Whether any code of the type stops it: what a window does at its end is done in handlers of many names.</summary>
    private bool IsStoppedSomewhere =>
        _stops.Exists(stop => !IsPause(stop)) || _field.Releases.Exists(release => !IsPause(release))
        || _owner.Bodies.SelectMany(body => body.Root.Descendants()).OfType<IInvocationOperation>().Any(call =>
            call is { TargetMethod.Name: "Stop", Instance: { } timer } && TimerKinds.Of(timer.Type) == TimerKind.Window && timer.Unwrapped() is not (IFieldReferenceOperation or IPropertyReferenceOperation));

    /// <summary>Whether the timer is only held still while something is done, and started again by the same code.</summary>
    private bool IsPause(Reference stop) =>
        TimerCalls.EffectOf(stop.Operation) == TimerEffect.Stops
        && _starts.Exists(start => SymbolEqualityComparer.Default.Equals(start.Member, stop.Member) && start.Operation is not IObjectCreationOperation
            && start.Operation.Syntax.SpanStart > stop.Operation.Syntax.SpanStart && FunctionOf(start.Operation) == FunctionOf(stop.Operation));

    private static IOperation? FunctionOf(IOperation operation)
    {
        var outer = operation;
        while (outer is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            outer = outer.Parent;
        return outer;
    }

    private static bool IsStopName(ISymbol member) =>
        new[] { "Stop", "Close", "Shut", "Cancel", "Disable", "Deactivate", "Unload", "End" }.Any(verb => member.Name.StartsWith(verb, StringComparison.Ordinal));

    // A timer that its own callback starts again goes on as if it were periodic.
    private bool IsInCallback(Reference start) => _callbacks.Exists(callback => callback switch
    {
        IMethodReferenceOperation { Method: var method } => _owner.ReleaseMembers.Runs(method, start.Member),
        _ => callback.DescendantsAndSelf().Any(inner => inner == start.Operation || (inner is IInvocationOperation { TargetMethod: var method } && _owner.ReleaseMembers.Runs(method, start.Member))),
    });

    private static IEnumerable<IOperation> CallbacksOf(IOperation use)
    {
        var handlers = use switch
        {
            IObjectCreationOperation { Arguments: var arguments } => arguments.Select(argument => argument.Value),
            IInvocationOperation { TargetMethod.Name: "CreateTimer", Arguments: var arguments } => arguments.Select(argument => argument.Value),
            IEventReferenceOperation { Parent: IEventAssignmentOperation { HandlerValue: var handler } } => [handler],
            _ => [],
        };
        return handlers.Select(handler => handler.Unwrapped()).OfType<IDelegateCreationOperation>().Select(handler => handler.Target);
    }
}
