using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Awaits a task in the scope whose resource it uses.</summary>
internal sealed class AwaitTaskFix : Repair
{
    public override string Title(Finding finding) => "Await the task";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (DroppedTask.TryFind(context) is { } task && TryAwait(context, task) is { } edit)
            yield return edit;
    }

    /// <summary>Awaits it, in a function that is made asynchronous if it is not; null when it cannot be.</summary>
    public static SourceEdit? TryAwait(RepairContext context, DroppedTask task)
    {
        if (IsOneOfMany(task.Task) || IsOuter(context, task.Task))
            return null;
        var edit = context.CreateEdit();
        var isAsync = task.Function.IsAsync;
        if (!new TaskSignature(context, edit).TryAwaitIn(task.Function))
            return null;
        // Making the function asynchronous awaits what it returns.
        if (!task.IsReturned || isAsync)
            task.Await(edit);
        return edit;
    }

    // What a loop starts side by side would run one after the other.
    private static bool IsOneOfMany(ExpressionSyntax task) =>
        task is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Run" or "StartNew" } }
        && task.Ancestors().TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax))
            .Any(node => node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax);

    // The task of a task is done before the work is.
    private static bool IsOuter(RepairContext context, ExpressionSyntax task) =>
        context.Model.GetTypeInfo(task).Type is INamedTypeSymbol { TypeArguments: { Length: 1 } results } && (results[0].Name is "Task" or "ValueTask");
}
