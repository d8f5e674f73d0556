using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Gives a dropped task to the tracker of background work that is at hand, or that the container has; without one, awaits it, or has its failure logged.</summary>
/// <param name="mayAwait">Whether the work is known to end.</param>
internal sealed class ObserveTaskFix(bool mayAwait) : Repair
{
    private const string Tracker = "LeakLint.Guard.BackgroundTaskTracker";

    public override string Title(Finding finding) => mayAwait ? "Track or await the task" : "Track the task";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var tracked = DroppedTask.TryFind(context) is { IsReturned: false } task ? Observe(context, task) : [];
        return tracked.Concat(LoggedFailure.Propose(context));
    }

    private IEnumerable<SourceEdit> Observe(RepairContext context, DroppedTask task)
    {
        if (context.Model.Compilation.GetTypeByMetadataName(Tracker) is { } tracker)
        {
            foreach (var name in AtHand.Find(context, tracker))
            {
                var edit = context.CreateEdit();
                task.PassTo(name + ".Track", edit);
                yield return edit;
            }

            var injecting = context.CreateEdit();
            if (new InjectedTracker(context, injecting).TryWrite(task.Function) is { } injected)
            {
                task.PassTo(injected + ".Track", injecting);
                yield return injecting;
            }

            foreach (var edit in LoopTracker.Propose(context, task))
                yield return edit;
        }

        if (mayAwait && AwaitTaskFix.TryAwait(context, task) is { } awaited)
            yield return awaited;
    }
}
