using System.Collections.Generic;
using LeakLint.CodeFixes.Editing;

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
        var edit = context.CreateEdit();
        var isAsync = task.Function.IsAsync;
        if (!new TaskSignature(context, edit).TryAwaitIn(task.Function))
            return null;
        // Making the function asynchronous awaits what it returns.
        if (!task.IsReturned || isAsync)
            task.Await(edit);
        return edit;
    }
}
