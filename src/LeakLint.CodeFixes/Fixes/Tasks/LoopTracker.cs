using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Gives a loop that serves for as long as its program a tracker of its own: it waits for the work that the loop started when the loop ends.</summary>
internal static class LoopTracker
{
    private const string Space = "LeakLint.Guard";

    public static IEnumerable<SourceEdit> Propose(RepairContext context, DroppedTask task)
    {
        if (context.Node is not InvocationExpressionSyntax call || !task.Function.IsAsync || task.Function.Node is CompilationUnitSyntax || !context.Speaks(LanguageVersion.CSharp9)
            || FindLoop(task) is not { } loop || StatementList.Find(loop) is not { Owner: BlockSyntax })
        {
            yield break;
        }

        // The names of a lambda that nobody else uses.
        var (work, error) = (FreeNames.Find(loop, "name"), FreeNames.Find(loop, "exception"));
        var trace = $"{context.NameOf("Trace", "System.Diagnostics")}.TraceError($\"{{{work}}} failed: {{{error}}}\")";
        foreach (var log in new FailureLog(context).Write(error, LoggedFailure.NameOf(call) + " failed", isNullable: false).Append(trace))
        {
            var edit = context.CreateEdit();
            edit.Title = "Track the task";
            var prefix = UsingDirectives.TryImport(context.Root, context.Model, Space, context.Layout, edit) ? "" : Space + ".";
            var tracker = FreeNames.Find(loop, "backgroundTasks");
            context.CreateWriter(edit).InsertBefore(loop,
                [$"await using var {tracker} = new {prefix}BackgroundTaskTracker(new {prefix}BackgroundTaskTrackerOptions {{ OnFault = ({(log == trace ? work : "_")}, {error}) => {log} }});"]);
            task.PassTo(tracker + ".Track", edit);
            yield return edit;
        }
    }

    /// <summary>The outermost loop around the task, when it ends by a token or not at all: who waits for another one may not want to wait for its work.</summary>
    private static StatementSyntax? FindLoop(DroppedTask task) => task.Whole.Ancestors().TakeWhile(node => node != task.Function.Node).OfType<StatementSyntax>().LastOrDefault(node => node switch
    {
        WhileStatementSyntax loop => MayServe(loop.Condition),
        DoStatementSyntax loop => MayServe(loop.Condition),
        ForStatementSyntax loop => loop.Condition is null || MayServe(loop.Condition),
        CommonForEachStatementSyntax loop => !loop.AwaitKeyword.IsKind(SyntaxKind.None),
        _ => false,
    });

    private static bool MayServe(ExpressionSyntax condition) => condition.IsKind(SyntaxKind.TrueLiteralExpression)
        || condition.DescendantNodesAndSelf().Any(node => node is AwaitExpressionSyntax or IdentifierNameSyntax { Identifier.ValueText: "IsCancellationRequested" });
}
