using System.Collections.Generic;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Has a continuation tell of the failure of a dropped task. The work and who starts it stay as they are.</summary>
internal static class LoggedFailure
{
    public const string Title = "Log its failure";

    public static IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Node is not InvocationExpressionSyntax call || FindDropped(call) is not { } whole)
            yield break;
        var isValueTask = context.Model.GetTypeInfo(call).Type?.Name == "ValueTask";
        var task = FreeNames.Find(call, "task");
        foreach (var log in new FailureLog(context).Write(task + ".Exception", NameOf(call) + " failed", isNullable: true))
        {
            var edit = context.CreateEdit();
            edit.Title = Title;
            if (context.Function.IsAsync && whole.Parent is ExpressionStatementSyntax)
                edit.Insert(whole.SpanStart, "_ = ");
            // A configured awaitable cannot be continued, and nothing awaits it.
            edit.Replace(
                TextSpan.FromBounds(call.Span.End, whole.Span.End),
                $"{(isValueTask ? ".AsTask()" : "")}.ContinueWith({task} => {log}, {context.NameOf("CancellationToken", "System.Threading")}.None, "
                + $"{context.NameOf("TaskContinuationOptions", "System.Threading.Tasks")}.OnlyOnFaulted, {context.NameOf("TaskScheduler", "System.Threading.Tasks")}.Default)");
            yield return edit;
        }
    }

    /// <summary>What the program calls the work: by the method that does it, or else by the member that starts it.</summary>
    public static string NameOf(InvocationExpressionSyntax call)
    {
        var name = call.Expression switch
        {
            IdentifierNameSyntax plain => plain.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            _ => "",
        };
        if (name.EndsWith("Async", System.StringComparison.Ordinal) && name != "InvokeAsync")
            return name;
        return FreeNames.FindMember(call) switch
        {
            MethodDeclarationSyntax method => "Background work of " + method.Identifier.ValueText,
            ConstructorDeclarationSyntax constructor => "Background work of " + constructor.Identifier.ValueText,
            _ => "Background work",
        };
    }

    /// <summary>The call with what is asked of its task, as a statement or a discarded value.</summary>
    private static ExpressionSyntax? FindDropped(InvocationExpressionSyntax call)
    {
        ExpressionSyntax whole = call;
        while (true)
        {
            if (whole.Parent is MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" or "GetAwaiter" or "AsTask", Parent: InvocationExpressionSyntax asked } access && access.Expression == whole)
                whole = asked;
            else if (whole.Parent is ConditionalAccessExpressionSyntax conditional && conditional.WhenNotNull == whole)
                whole = conditional;
            else
                break;
        }

        return whole.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax
            || whole.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" } } ? whole : null;
    }
}
