using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Members that take out of a collection what is due, and leave the rest in it.</summary>
internal static class Sweeps
{
    private static readonly string[] _words =
        ["Cleanup", "CleanUp", "Expire", "Stale", "Evict", "Prune", "Purge", "Sweep", "Reap", "Idle", "Inactive", "Outdated", "TimedOut", "Old", "Obsolete", "Trim", "Scavenge"];

    /// <summary>Whether the member is there to be called now and then: it takes out what is old, not one entry that somebody names.</summary>
    public static bool IsSweep(ISymbol member) =>
        member is IMethodSymbol method && IsSweepName(member.Name)
        && method.Parameters.All(parameter => parameter.Type.Name is "CancellationToken" or "TimeSpan" or "DateTime" or "DateTimeOffset" or "Int32");

    /// <summary>Whether the loop around an operation chooses among the elements, in a member that is named for it.</summary>
    public static bool Chooses(IOperation inLoop, ISymbol member)
    {
        if (!IsSweepName(member.Name))
            return false;
        var loop = inLoop;
        while (loop is not (null or IForEachLoopOperation))
            loop = loop.Parent;
        return loop is IForEachLoopOperation each
            && (each.Collection.DescendantsAndSelf().Any(operation => operation is IInvocationOperation { TargetMethod.Name: "Where" })
                || each.Body.Descendants().Any(operation => operation is IConditionalOperation choice && choice.Condition.DescendantsAndSelf().Any(asked => AsksElement(asked, each))));
    }

    private static bool IsSweepName(string name) => Array.Exists(_words, name.Contains);

    private static bool AsksElement(IOperation asked, IForEachLoopOperation loop)
    {
        if (asked is not IPropertyReferenceOperation { Property.Name: not ("Key" or "Value"), Instance: { } instance })
            return false;
        if (instance.Unwrapped() is IPropertyReferenceOperation { Property.Name: "Value", Instance: { } pair })
            instance = pair;
        return instance.Unwrapped() is ILocalReferenceOperation { Local: var local } && loop.Locals.Contains(local);
    }
}
