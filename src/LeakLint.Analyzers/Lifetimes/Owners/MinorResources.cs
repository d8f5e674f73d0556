using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// Disposable things that most programs may leave to the garbage collector: semaphores, wait handles, token sources, hash algorithms. They are worth a
/// word where their owner goes to the trouble of releasing what else it holds, and leaves one of them out.
/// </summary>
internal static class MinorResources
{
    public static bool Is(ITypeSymbol type, OwnershipContext context) =>
        IsKnown(type) || (type is INamedTypeSymbol { TypeKind: TypeKind.Class } named && named.HasSource() && context.Types.IsDisposable(named) && HoldsOne(named));

    /// <summary>Whether the value is one that was made here.</summary>
    public static bool IsMade(IOperation value, OwnershipContext context) => value.Unwrapped() switch
    {
        IObjectCreationOperation { Type: { } type } creation => Is(type, context) && !IsGivenOne(creation, context),
        // SHA256.Create(), RandomNumberGenerator.Create().
        IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Create" } method } => IsKnown(method.ReturnType) && method.ContainingType.ContainingNamespace.Name == "Cryptography",
        _ => false,
    };

    /// <summary>Whether each of them holds a handle, or a slot of every thread, from the start: a wait handle, a value for each thread.</summary>
    public static bool HoldsHandle(ITypeSymbol type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.Name is "WaitHandle" or "ThreadLocal" && IsKnown(ancestor))
                return true;
        }

        return false;
    }

    private static bool IsKnown(ITypeSymbol type)
    {
        for (var ancestor = type; ancestor is { SpecialType: not SpecialType.System_Object }; ancestor = ancestor.BaseType)
        {
            switch (ancestor.Name)
            {
                case "CancellationTokenSource" or "SemaphoreSlim" or "ManualResetEventSlim" or "ReaderWriterLockSlim" or "CountdownEvent" or "Barrier" or "WaitHandle" or "ThreadLocal":
                    return ancestor.FullName() == "System.Threading." + ancestor.Name;
                case "HashAlgorithm" or "IncrementalHash" or "SymmetricAlgorithm" or "RandomNumberGenerator":
                    return ancestor.FullName() == "System.Security.Cryptography." + ancestor.Name;
            }
        }

        return false;
    }

    /// <summary>Whether a class of ours holds one of them, which its Dispose sees to: an asynchronous lock over a semaphore, a queue that can be waited for.</summary>
    private static bool HoldsOne(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false, IsConst: false } field && IsKnown(field.Type))
                return true;
        }

        return false;
    }

    /// <summary>A wait handle over a handle of somebody else's, an algorithm that is shared.</summary>
    private static bool IsGivenOne(IObjectCreationOperation creation, OwnershipContext context)
    {
        foreach (var argument in creation.Arguments)
        {
            if (!argument.IsImplicit && argument.Value.Unwrapped().Type is { } given && (context.Types.IsDisposable(given) || Is(given, context)))
                return true;
        }

        return false;
    }
}
