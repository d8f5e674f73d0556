using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>
/// Ways to take elements out of a collection without a look at them: <c>_open.RemoveAll(file =&gt; file.Name == name)</c>, <c>_open = _open.Where(…).ToList()</c>,
/// a queue's <c>Dequeue()</c> that nobody reads.
/// </summary>
internal static class Leftovers
{
    // What is asked for before an element goes that has ended by itself.
    private static readonly string[] Ends =
    [
        "Dispos", "Clos", "Exit", "Alive", "Connect", "Complet", "Cancel", "Fault", "State", "Status", "Running", "Stop", "Open", "Active", "Valid", "Dead", "Finish", "Done", "Ended", "End",
        "Target", "TryGet", "Free", "Empty", "Release", "Expired", "Remove",
    ];

    private static readonly string[] Blind =
    [
        "Count", "Add", "AddFirst", "AddLast", "Enqueue", "Push", "RemoveRange", "RemoveAt", "RemoveFirst", "RemoveLast", "Dequeue", "Pop", "Take", "TryDequeue", "TryPop", "TryTake",
    ];

    /// <summary>
    /// Whether who uses no other members of a collection looks at none of its elements, but for what they are called; what it takes out and keeps is seen where it is used.
    /// </summary>
    public static bool IsBlind(MemberAccessExpressionSyntax member) =>
        Array.IndexOf(Blind, member.Name.Identifier.ValueText) >= 0
        || (member is { Name.Identifier.ValueText: "FindIndex", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } chosen } }
            && chosen[0].Expression is SimpleLambdaExpressionSyntax { ExpressionBody: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } test }
            && test.ToString() is var asked && !Array.Exists(Ends, end => asked.IndexOf(end, StringComparison.OrdinalIgnoreCase) >= 0));

    /// <summary>Whether the value is what is left of the collection that it is put in the place of.</summary>
    public static bool AreOf(IOperation value, ISymbol collection) =>
        value.Unwrapped() is var whole && ReceiverOf(whole) is not null && SourceOf(whole) is IMemberReferenceOperation source && SymbolEqualityComparer.Default.Equals(source.Member.OriginalDefinition, collection);

    /// <summary>Whether the call is a part of what the collection is replaced by.</summary>
    public static bool IsStoredBack(IInvocationOperation call, ISymbol collection)
    {
        for (var outer = call.Parent; outer is not (null or IBlockOperation or IAnonymousFunctionOperation); outer = outer.Parent)
        {
            if (outer is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target })
                return SymbolEqualityComparer.Default.Equals(target.Member.OriginalDefinition, collection);
        }

        return false;
    }

    /// <summary>Whether elements are left out, and by what they are called rather than because they have ended.</summary>
    public static bool DropSome(IOperation value)
    {
        var drops = false;
        for (var link = value.Unwrapped(); link is IInvocationOperation call; link = ReceiverOf(link)!)
        {
            if (call.TargetMethod.Name is "Where" or "Skip" or "Take" or "TakeLast" or "SkipLast")
            {
                if (call.TargetMethod.Name == "Where" && !ChoosesByName(call))
                    return false;
                drops = true;
            }
            else if (call.TargetMethod.Name is not ("ToList" or "ToArray" or "ToDictionary" or "ToHashSet" or "OrderBy" or "OrderByDescending"))
            {
                return false;
            }
        }

        return drops;
    }

    /// <summary>Whether the call is given a lambda that asks an element for nothing that may tell that it has ended.</summary>
    public static bool ChoosesByName(IInvocationOperation call) =>
        call.Arguments[call.Arguments.Length - 1].Value.Unwrapped() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body: var body, Symbol.Parameters: { Length: 1 } parameters } }
        && body.Descendants().OfType<IParameterReferenceOperation>().Where(used => SymbolEqualityComparer.Default.Equals(used.Parameter, parameters[0])).ToList() is { Count: > 0 } uses
        && uses.TrueForAll(static use => use.Parent is IMemberReferenceOperation)
        && !body.Descendants().Any(static part => part is IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation }
            || (part switch
            {
                IMemberReferenceOperation { Member.Name: var name } => name,
                IInvocationOperation { TargetMethod.Name: var name } => name,
                _ => null,
            } is { } asked && Array.Exists(Ends, end => asked.IndexOf(end, StringComparison.OrdinalIgnoreCase) >= 0)));

    /// <summary>Whether nobody reads what the call takes out.</summary>
    public static bool IsUnseen(IInvocationOperation call) =>
        call.TargetMethod.Name.StartsWith("Try", StringComparison.Ordinal)
            ? call.Arguments.Any(static argument => argument is { Parameter.RefKind: RefKind.Out, Value: var given } && given.Unwrapped() is IDiscardOperation)
            : call.Arguments.IsEmpty && call.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };

    private static IOperation? SourceOf(IOperation value)
    {
        while (ReceiverOf(value) is { } receiver)
            value = receiver;
        return value;
    }

    /// <summary>What a query method is called on.</summary>
    private static IOperation? ReceiverOf(IOperation value) =>
        value is IInvocationOperation { TargetMethod: { IsExtensionMethod: true, ContainingType.Name: "Enumerable" }, Arguments: { IsEmpty: false } arguments } ? arguments[0].Value.Unwrapped() : null;
}
