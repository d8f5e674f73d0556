using System;
using System.Linq;
using LeakLint.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Tasks;

/// <summary>Questions about work whose task is discarded on purpose: whether it fails in ordinary life, and how often it is started.</summary>
internal static class PlainFailures
{
    /// <summary>What peers, disks and services make fail, going by the first word of what is called.</summary>
    private static readonly string[] _risky = ["Read", "Write", "Send", "Receive", "Connect", "Copy", "Post", "Put", "Get", "Accept", "Open", "Save", "Query", "Execute", "Publish", "EnsureSuccess"];

    /// <summary>Whether the function waits for something that fails now and then.</summary>
    public static bool AreIn(SyntaxNode function) =>
        DroppedCall.IsAsync(function) && FunctionSyntax.FindBody(function) is { } body
        && FunctionSyntax.NodesRunWith(body).OfType<AwaitExpressionSyntax>().Any(wait => wait.Expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
            .Any(call => FunctionSyntax.NameOf(call) is var name && name.EndsWith("Async", StringComparison.Ordinal) && Array.Exists(_risky, verb => name.StartsWith(verb, StringComparison.Ordinal)) && !FunctionSyntax.IsHandled(call, body)));

    /// <summary>Whether the function itself says of what it was given, or has read, that it is wrong: nobody hears that.</summary>
    public static bool ThrowsItself(SyntaxNode function) =>
        DroppedCall.IsAsync(function) && FunctionSyntax.FindBody(function) is { } body
        && FunctionSyntax.NodesRunWith(body).Any(node => node is ThrowStatementSyntax { Expression: BaseObjectCreationExpressionSyntax made } && !IsOfProgrammer(made) && !FunctionSyntax.IsHandled(node, body));

    /// <summary>What is thrown at who calls with wrong arguments, or too late, or at what is not written yet.</summary>
    private static bool IsOfProgrammer(BaseObjectCreationExpressionSyntax made) =>
        made is ObjectCreationExpressionSyntax { Type: var type } && type.GetLastToken().ValueText is var name
        && (name.StartsWith("Argument", StringComparison.Ordinal) || name is "ObjectDisposedException" or "NotImplementedException" or "NotSupportedException" or "OperationCanceledException" or "TaskCanceledException" or "UnreachableException");

    /// <summary>Whether a loop or a handler of requests starts it, time and again.</summary>
    public static bool IsRepeated(IOperation start, ISymbol member)
    {
        if (GrowthSite.IsServedMember(member))
            return true;
        for (var outer = start.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ILoopOperation || (outer is IAnonymousFunctionOperation function && GrowthSite.IsHandler(function)))
                return true;
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;
        }

        return false;
    }
}
