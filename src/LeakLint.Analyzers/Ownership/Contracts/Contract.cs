using System;
using Microsoft.CodeAnalysis;

namespace LeakLint.Ownership;

/// <summary>What the result of a call is, as far as ownership goes.</summary>
[Flags]
internal enum ResultOwner
{
    /// <summary>Somebody else's, or nobody knows: nothing is owed for it.</summary>
    Other = 0,

    /// <summary>The caller's: the result is a resource that the call acquired.</summary>
    Caller = 1,

    /// <summary>The result is, or holds on to, what the method was called on.</summary>
    Receiver = 2,

    /// <summary>The result is, or holds on to, the arguments.</summary>
    Arguments = 4,
}

/// <summary>What a call does to the obligation for an argument, or for what it is called on.</summary>
internal enum Transfer
{
    /// <summary>Nothing: the caller still owes the release.</summary>
    Borrows,

    /// <summary>It is now somebody else's: stored, returned, or given to code that may keep it.</summary>
    TakesOver,

    /// <summary>The call releases it.</summary>
    Releases,

    /// <summary>The call releases it when it fails, and only then: who gets past the call still owes the release.</summary>
    ReleasesOnFailure,
}

/// <summary>What a call does to ownership.</summary>
/// <param name="Result">Who owns the result.</param>
/// <param name="Receiver">What happens to what the method is called on.</param>
/// <param name="Argument">What happens to the arguments, where <paramref name="Arguments"/> does not say otherwise.</param>
/// <param name="Arguments">What happens to the argument at each position; null when all are alike.</param>
/// <param name="Acquires">True when the result is a resource even if its type alone does not make it one.</param>
/// <param name="FreshOut">The out parameters that give the caller a resource, one bit for each position.</param>
/// <param name="FreshElements">The elements of a returned tuple that the method made itself, one bit for each position.</param>
/// <param name="FromBody">Whether the body of the method tells, not its name.</param>
internal sealed record Contract(
    ResultOwner Result = ResultOwner.Other,
    Transfer Receiver = Transfer.Borrows,
    Transfer Argument = Transfer.Borrows,
    Transfer[]? Arguments = null,
    bool Acquires = false,
    ulong FreshOut = 0,
    ulong FreshElements = 0,
    bool FromBody = false)
{
    /// <summary>What holds whichever of two methods a call runs: where they differ, the release is owed by nobody.</summary>
    /// <param name="other">What the other method does.</param>
    /// <param name="parameters">How many parameters they have.</param>
    public Contract And(Contract other, int parameters)
    {
        var arguments = new Transfer[parameters];
        for (var i = 0; i < parameters; i++)
            arguments[i] = Common(ArgumentAt(i), other.ArgumentAt(i));
        return this with
        {
            Result = Result | other.Result,
            Receiver = Common(Receiver, other.Receiver),
            Argument = Common(Argument, other.Argument),
            Arguments = arguments,
            Acquires = Acquires && other.Acquires,
            FreshOut = FreshOut & other.FreshOut,
            FreshElements = FreshElements & other.FreshElements,
        };

        static Transfer Common(Transfer one, Transfer other) => one == other ? one : Transfer.TakesOver;
    }

    public Transfer ArgumentAt(int ordinal) => Arguments is { } arguments && ordinal >= 0 && ordinal < arguments.Length ? arguments[ordinal] : Argument;
}
