using System;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>
/// Operations that fail in the ordinary life of a program, however right it is: a wait that is cancelled, a peer that does not answer,
/// text that is no number.
/// </summary>
internal static class OrdinaryFailures
{
    private static readonly string[] Verbs =
    [
        "Connect", "Open", "Read", "Send", "Receive", "Accept", "Parse", "Deserialize", "Execute", "Query", "Download", "Upload", "Authenticate", "Handshake",
        "Login", "LogIn", "Negotiate", "Copy", "Fetch", "Request", "Bind", "Listen",
    ];

    /// <summary>What fails as often where it is waited for: then it talks to somebody.</summary>
    private static readonly string[] AwaitedVerbs = ["Init", "Initialize", "Start", "Setup", "SetUp", "Establish", "Subscribe", "Join"];

    /// <summary>The first operation below this one that may well fail; null when there is none.</summary>
    public static IOperation? Find(IOperation operation)
    {
        foreach (var inner in operation.DescendantsAndSelf())
        {
            switch (inner)
            {
                case IAwaitOperation { Operation: var awaited } when Unconfigured(awaited) is IInvocationOperation call && MayFail(call, isAwaited: true):
                    return call;
                case IInvocationOperation invocation when MayFail(invocation, isAwaited: false):
                    return invocation;
            }
        }

        return null;
    }

    private static bool MayFail(IInvocationOperation call, bool isAwaited)
    {
        var method = call.TargetMethod;
        if (IsSafe(method))
            return false;
        if (isAwaited && IsCancellable(call))
            return true;
        if (!(HasVerb(method.Name, Verbs) || (isAwaited && HasVerb(method.Name, AwaitedVerbs))) || IsAtHand(call.Instance?.Type ?? (method.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value.Unwrapped().Type : null)))
            return false;
        // A task that is not awaited here fails elsewhere.
        return isAwaited || method.ReturnType is not { Name: "Task" or "ValueTask" };
    }

    /// <summary>Whether a token is passed that somebody may cancel.</summary>
    private static bool IsCancellable(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Type.Name: "CancellationToken" }
                && argument.Value.Unwrapped() is not (IDefaultValueOperation or ILiteralOperation or IPropertyReferenceOperation { Property.Name: "None" }))
                return true;
        }

        return false;
    }

    private static bool IsSafe(IMethodSymbol method) =>
        SafeCalls.Contains(method)
        || method.ContainingType?.Name is "Console" or "File" or "Directory" or "XmlReader" or "Utf8JsonReader" or "Buffer" or "Marshal" or "Unsafe" or "BinaryPrimitives"
        || method.Name is "ReadKey" or "CopyTo" && method.Parameters.Length > 0 && method.Parameters[0].Type is IArrayTypeSymbol or { IsRefLikeType: true };

    /// <summary>Whether what is read is in memory, or a file that is open already, as far as anybody can tell.</summary>
    private static bool IsAtHand(ITypeSymbol? type)
    {
        if (type is IArrayTypeSymbol or { IsRefLikeType: true } or { Name: "String" or "StringBuilder" or "Memory" or "ReadOnlyMemory" or "Stream" or "BinaryReader" })
            return true;
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "TextReader" or "TextWriter" or "FileStream" or "MemoryStream" or "UnmanagedMemoryStream", ContainingNamespace.Name: "IO" })
                return true;
        }

        return false;
    }

    private static bool HasVerb(string name, string[] verbs)
    {
        foreach (var verb in verbs)
        {
            if (name.StartsWith(verb, StringComparison.Ordinal) && (name.Length == verb.Length || !char.IsLower(name[verb.Length])))
                return true;
        }

        return false;
    }

    private static IOperation Unconfigured(IOperation awaited)
    {
        awaited = awaited.Unwrapped();
        return awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } ? task.Unwrapped() : awaited;
    }
}
