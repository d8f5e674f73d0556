using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>What the handler of an exit event does, going by the names of what it calls.</summary>
internal sealed class ExitHandler
{
    private static readonly string[] Endings =
        ["Kill", "Dispose", "Close", "Stop", "Shutdown", "ShutDown", "Terminate", "Delete", "Release", "Clean", "Disconnect", "Unregister", "TearDown", "Quit", "Unmount", "Detach"];

    private static readonly string[] Savings = ["Flush", "Save", "Cancel", "Set", "Persist", "Abort"];

    private readonly HashSet<string> _calls = [];
    private readonly bool _isLambda;

    public ExitHandler(IOperation handler)
    {
        var target = (handler.Unwrapped() as IDelegateCreationOperation)?.Target;
        if (target is IMethodReferenceOperation { Method: var method })
        {
            Name = "'" + method.Name + "'";
            IsAsync = method.IsAsync;
            Follow(method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()), method.ContainingType, depth: 3);
        }
        else if (target is not null)
        {
            _isLambda = true;
            IsAsync = target is IAnonymousFunctionOperation { Symbol.IsAsync: true };
            Follow([target.Syntax], handler.SemanticModel?.GetEnclosingSymbol(handler.Syntax.SpanStart)?.ContainingType, depth: 3);
        }
    }

    /// <summary>How messages call the handler: by its name, in quotes, where it has one.</summary>
    public string Name { get; } = "its handler";

    /// <summary>Whether what raises the event goes on at its first await.</summary>
    public bool IsAsync { get; }

    /// <summary>Whether it ends a process.</summary>
    public bool Kills => _calls.Contains("Kill");

    /// <summary>Whether it releases, or saves, what would be lost otherwise; a program that is stopped by a key may mean only itself by that.</summary>
    /// <remarks>What a key stops with StopAsync or StopApplication is a host, most often one of another assembly, which SIGTERM stops as well.</remarks>
    public bool CleansUp(bool isOnKey) => _calls.Any(call => isOnKey
        ? Array.Exists(Endings, verb => StartsWith(call, verb)) && call is not ("StopAsync" or "StopApplication")
        : Array.Exists(Endings, verb => StartsWith(call, verb)) || Array.Exists(Savings, verb => StartsWith(call, verb)));

    /// <summary>The hints for the fix: it writes what SIGTERM shall do after the subscription.</summary>
    public ImmutableDictionary<string, string?> Plan(IEventAssignmentOperation subscription, bool isOnKey)
    {
        var none = ImmutableDictionary<string, string?>.Empty;
        // The fix has an asynchronous lambda wait for its work; how a method shall, is for its other callers to say as well.
        if ((IsAsync && !_isLambda) || subscription.Syntax.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax })
            return none;
        return none.Add(FixHints.Repair, isOnKey ? Repairs.RepeatOnSigterm : Repairs.ExitOnSigterm).Add(FixHints.Exits, "0");
    }

    private static bool StartsWith(string call, string verb) => call.StartsWith(verb, StringComparison.Ordinal) || call.StartsWith("Try" + verb, StringComparison.Ordinal);

    // What it calls of its own type does the work as often as not.
    private void Follow(IEnumerable<SyntaxNode> bodies, INamedTypeSymbol? type, int depth)
    {
        foreach (var call in bodies.SelectMany(body => body.DescendantNodes()).OfType<InvocationExpressionSyntax>())
        {
            var name = call.Expression switch
            {
                // What is written to the console is there already.
                MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Console" } }, Name.Identifier.ValueText: "Flush" or "FlushAsync" } => null,
                // Its own end is none that others would miss.
                MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetCurrentProcess" } } } => null,
                MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
                SimpleNameSyntax simple => simple.Identifier.ValueText,
                _ => null,
            };
            if (name is null || !_calls.Add(name) || depth == 0 || call.Expression is not SimpleNameSyntax)
                continue;
            Follow((type?.GetMembers(name) ?? []).SelectMany(member => member.DeclaringSyntaxReferences).Select(reference => reference.GetSyntax()), type, depth - 1);
            Follow(call.Ancestors().SelectMany(LocalFunctions).Where(function => function.Identifier.ValueText == name), type, depth - 1);
        }
    }

    private static IEnumerable<LocalFunctionStatementSyntax> LocalFunctions(SyntaxNode scope) => scope switch
    {
        BlockSyntax block => block.Statements.OfType<LocalFunctionStatementSyntax>(),
        CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement).OfType<LocalFunctionStatementSyntax>(),
        _ => [],
    };
}
