using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Makes of a task of a task the one that ends with the work: by Task.Run, which unwraps by itself, or by Unwrap.</summary>
internal sealed class UnwrapFix : Repair
{
    // Task.Run starts work with DenyChildAttach; LongRunning only concerns the part before the first await.
    private static readonly string[] _options = ["None", "LongRunning", "DenyChildAttach", "PreferFairness", "HideScheduler"];

    public override string Title(Finding finding) => "Wait for the inner task";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Node is not InvocationExpressionSyntax call)
            yield break;
        if (TryRun(context, call) is { } run)
            yield return run;
        var unwrap = context.CreateEdit();
        unwrap.Insert(call.Span.End, ".Unwrap()");
        yield return unwrap;
    }

    private static SourceEdit? TryRun(RepairContext context, InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.Text: "StartNew", Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Factory", Expression: var task } } access
            || task.ToString() is not ("Task" or "System.Threading.Tasks.Task")
            || context.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        var edit = context.CreateEdit();
        edit.Replace(TextSpan.FromBounds(task.Span.End, access.Span.End), ".Run");
        var arguments = call.ArgumentList.Arguments;
        for (var index = 1; index < arguments.Count; index++)
        {
            switch (method.Parameters[index].Type.Name)
            {
                case "CancellationToken" when arguments[index].NameColon is null:
                    break;
                case "TaskCreationOptions" when AreHarmless(arguments[index].Expression):
                case "TaskScheduler" when arguments[index].Expression.ToString().EndsWith("TaskScheduler.Default", System.StringComparison.Ordinal):
                    edit.Replace(TextSpan.FromBounds(arguments[index - 1].Span.End, arguments[index].Span.End), "");
                    break;
                default:
                    return null;
            }
        }

        return edit;
    }

    private static bool AreHarmless(ExpressionSyntax options) => options.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().ToList() is { Count: > 0 } flags
        && flags.TrueForAll(flag => _options.Contains(flag.Name.Identifier.Text));
}
