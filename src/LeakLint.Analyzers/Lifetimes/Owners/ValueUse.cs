using System;
using System.Collections.Generic;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>What a use of a resource does to it.</summary>
internal enum UseKind
{
    /// <summary>Works on it, tests it, or only names it.</summary>
    Borrowed,

    Released,

    /// <summary>Gives it to code that may keep or release it.</summary>
    GivenAway,

    Returned,
}

/// <summary>Looks from an expression that stands for a resource outwards: what happens to the value.</summary>
internal sealed class ValueUse
{
    private readonly OwnershipContext _context;
    private readonly Func<IOperation, bool> _isField;
    private readonly int _depth;

    /// <param name="value">The expression that stands for the resource.</param>
    /// <param name="isField">Whether an operation refers to the field that the resource is in anyhow.</param>
    /// <param name="context">What is known of types and methods.</param>
    /// <param name="depth">How many calls deep bodies are looked into.</param>
    public ValueUse(IOperation value, Func<IOperation, bool> isField, OwnershipContext context, int depth)
    {
        (_context, _isField, _depth) = (context, isField, depth);
        At = value;
        Kind = Climb(value);
    }

    public UseKind Kind { get; }

    /// <summary>Where it happens: the call that releases, for example.</summary>
    public IOperation At { get; private set; }

    /// <summary>The members that are used on the value, here and in patterns.</summary>
    public List<string> Members { get; } = [];

    /// <summary>The locals that get the value.</summary>
    public List<ILocalSymbol> Locals { get; } = [];

    /// <summary>Stands for the members that code uses which is given the value.</summary>
    public const string AnyMember = "*";

    /// <summary>Whether a member of this name ends what it is called on.</summary>
    public static bool IsReleaseName(string name) =>
        Contracts.IsReleaseName(name)
        || IsKindOfDispose(name)
        || name is "Stop" or "StopAsync" or "Shutdown" or "ShutdownAsync" or "Abort" or "Disconnect" or "DisconnectAsync" or "Terminate";

    // SafeDispose, DisposeQuietly, TryDisposeAsync; not IsDisposed, OnDisposed.
    private static bool IsKindOfDispose(string name)
    {
        var at = name.IndexOf("Dispose", StringComparison.Ordinal);
        return at >= 0 && (at + 7 == name.Length || name[at + 7] is not ('d' or 'r'));
    }

    /// <summary>A socket that is disconnected, or shut down for both directions, still holds its handle.</summary>
    private static bool IsHalfway(IMethodSymbol method) =>
        method is { Name: "Disconnect" or "DisconnectAsync" or "Shutdown", ContainingType: { Name: "Socket" } type } && type.FullName() == "System.Net.Sockets.Socket";

    private UseKind Climb(IOperation value)
    {
        while (value.Parent is { } parent)
        {
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation or IAwaitOperation or IDelegateCreationOperation or ICoalesceOperation:
                case IConditionalOperation choice when choice.Condition != value:
                case ISwitchExpressionArmOperation arm when arm.Value == value:
                case ISwitchExpressionOperation chosen when chosen.Value != value:
                case IConditionalAccessOperation whole when whole.WhenNotNull == value:
                    value = parent;
                    continue;
                case IConditionalAccessOperation access:
                    if (access.FindInstance() is not { } instance)
                        return UseKind.Borrowed;
                    value = instance;
                    continue;
                case var passedOn when PromisedResources.IsPassedOnBy(passedOn):
                    value = passedOn;
                    continue;
                case IArgumentOperation when PromisedResources.IsPromise(value.Type):
                case IInvocationOperation continued when continued.Instance == value && PromisedResources.IsContinuedBy(continued):
                    return UseKind.GivenAway;
                case IInvocationOperation call when call.Instance == value:
                    if (OnReceiver(call) is { } received)
                        return received;
                    value = call;
                    continue;
                case IArgumentOperation argument:
                    if (OnArgument(argument) is { } given)
                        return given;
                    value = argument.Parent!;
                    continue;
                case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.Name: "Lazy" or "KeyValuePair" } }:
                    value = parent;
                    continue;
                case IMemberReferenceOperation reference:
                    Members.Add(reference.Member.Name);
                    At = parent;
                    return (reference is IMethodReferenceOperation && IsReleaseName(reference.Member.Name)) || IsEndedByName(reference) ? UseKind.Released : UseKind.Borrowed;
                case IVariableInitializerOperation initializer:
                    return OnLocal(initializer);
                case IAssignmentOperation assignment when assignment.Value == value:
                    return OnAssignment(assignment.Target);
                case IUsingOperation:
                    At = parent;
                    return UseKind.Released;
                case IReturnOperation:
                    return parent.IsInNestedFunction() ? UseKind.GivenAway : UseKind.Returned;
                case IIsPatternOperation test:
                    OnPattern(test.Pattern);
                    return UseKind.Borrowed;
                case ISwitchExpressionOperation chosen:
                    foreach (var arm in chosen.Arms)
                        OnPattern(arm.Pattern);
                    return UseKind.Borrowed;
                case ISwitchOperation statement:
                    foreach (var descendant in statement.Descendants())
                    {
                        if (descendant is IPatternOperation pattern)
                            OnPattern(pattern);
                    }

                    return UseKind.Borrowed;
                // What is called with arguments that mean nothing is known by its name all the same.
                case { Kind: OperationKind.Invalid or OperationKind.None } when UnknownCode.IsReceiver(value.Syntax, value.Type, out var member):
                    Members.Add(member);
                    At = parent.Kind == OperationKind.None ? parent.Parent ?? parent : parent;
                    return IsReleaseName(member) ? UseKind.Released : UseKind.Borrowed;
                case IExpressionStatementOperation or IIsTypeOperation or IBinaryOperation or IUnaryOperation or ILockOperation or INameOfOperation
                    or IInterpolationOperation or IConditionalOperation or IAssignmentOperation or IForEachLoopOperation:
                    return UseKind.Borrowed;
                default:
                    return UseKind.GivenAway;
            }
        }

        return UseKind.GivenAway;
    }

    /// <summary>"Registry.UnregisterAndDispose(_client.Cluster)": whoever gets a part to dispose of ends the whole.</summary>
    private static bool IsEndedByName(IMemberReferenceOperation part) =>
        part.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var name } } && name.IndexOf("Dispose", System.StringComparison.Ordinal) >= 0;

    // Null when the call passes on what it is called on.
    private UseKind? OnReceiver(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        Members.Add(method.Name);
        At = call;
        var contract = _context.ContractOf(method, _depth);
        if (contract.Receiver == Transfer.Releases || (IsReleaseName(method.Name) && !IsHalfway(method)))
            return UseKind.Released;
        if (contract.Receiver == Transfer.TakesOver)
            return UseKind.GivenAway;
        return (contract.Result & ResultOwner.Receiver) != 0 && call.Parent is not IExpressionStatementOperation ? null : UseKind.Borrowed;
    }

    private UseKind? OnArgument(IArgumentOperation argument)
    {
        At = argument.Parent ?? argument;
        if (argument.Parameter is not { } parameter)
            return UseKind.GivenAway;
        switch (argument.Parent)
        {
            // What is put into the field itself stays where it is.
            case IInvocationOperation { TargetMethod.ContainingType.Name: "Interlocked" or "Volatile" } exchange when argument.Parameter.RefKind == RefKind.None && _isField(exchange.Arguments[0].Value):
                return UseKind.Borrowed;
            case IInvocationOperation { TargetMethod: var method } call:
                var extended = method.IsExtensionMethod && parameter.Ordinal == 0;
                if (extended)
                    Members.Add(method.Name);
                // Code that is given the resource may do with it what it likes.
                if (method.HasSource() || method.MethodKind == MethodKind.DelegateInvoke)
                    Members.Add(AnyMember);
                var contract = _context.ContractOf(method, _depth);
                var transfer = contract.ArgumentAt(parameter.Ordinal);
                if (transfer == Transfer.Releases || (extended && IsReleaseName(method.Name)))
                    return UseKind.Released;
                if (transfer == Transfer.TakesOver && !(method.ContainingType.Name == "Volatile" && method.Name == "Read"))
                    return UseKind.GivenAway;
                var passedOn = (contract.Result & ResultOwner.Arguments) != 0 || method.ContainingType.Name == "Volatile";
                return passedOn && call.Parent is not IExpressionStatementOperation ? null : UseKind.Borrowed;
            case IObjectCreationOperation creation:
                return WrapperFacts.KeepsArguments(creation) ? UseKind.GivenAway : UseKind.Borrowed;
            case IPropertyReferenceOperation:
                return UseKind.Borrowed;
            default:
                return UseKind.GivenAway;
        }
    }

    private UseKind OnLocal(IVariableInitializerOperation initializer)
    {
        var declaration = initializer.Parent as IVariableDeclarationOperation ?? initializer.Parent?.Parent as IVariableDeclarationOperation;
        if (initializer.Parent is IVariableDeclaratorOperation { Symbol: var local })
            Locals.Add(local);
        At = initializer;
        return declaration?.Parent is IUsingOperation || declaration?.Parent?.Parent is IUsingOperation or IUsingDeclarationOperation ? UseKind.Released : UseKind.Borrowed;
    }

    private UseKind OnAssignment(IOperation target)
    {
        if (target is ILocalReferenceOperation { Local: var local })
        {
            Locals.Add(local);
            return UseKind.Borrowed;
        }

        return target is IDiscardOperation || _isField(target) || (target is IPropertyReferenceOperation { Property: var property } && BorrowingProperties.Contains(property)) ? UseKind.Borrowed : UseKind.GivenAway;
    }

    private void OnPattern(IPatternOperation pattern)
    {
        foreach (var operation in pattern.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol declared }:
                    Locals.Add(declared);
                    break;
                case IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol declared }:
                    Locals.Add(declared);
                    break;
                case IPropertySubpatternOperation { Member: IMemberReferenceOperation { Member: var member } }:
                    Members.Add(member.Name);
                    break;
            }
        }
    }
}
