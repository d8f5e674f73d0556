using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Writes a race of work with a delay as a wait with a time-out, which drops its timer as soon as the work is done.</summary>
internal sealed class WaitWithTimeoutFix : Repair
{
    public override string Title(Finding finding) => "Wait with a time-out";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Node is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: 2 } race || TimeoutTest.TryFind(race) is not { } test)
            yield break;
        var timely = test.TimelyBranch is { } branch ? Statements(branch) : [.. test.Rest.Take(1)];
        var late = test.LateBranch is { } other ? Statements(other) : [.. test.Rest.Take(1)];
        // Awaited next, the work throws there what it now throws from the wait. Nothing but that may follow where the late case is what follows.
        if (timely.Count == 0 || FindAwaited(timely[0], test.Work) is not { } awaited || late.Count == 0 || !Leaves(late[late.Count - 1])
            || (test.LateBranch is null && !Leaves(timely[timely.Count - 1])))
        {
            yield break;
        }

        var takesNext = test.LateBranch is null || (test.TimelyBranch is null && timely[0] is ReturnStatementSyntax && IsWhole(timely[0], awaited));
        var span = TextSpan.FromBounds(test.First.SpanStart, takesNext ? test.Rest[0].Span.End : test.Test.Span.End);
        if (context.Root.HasConditionalDirective(span))
            yield break;

        var wait = $"await {test.Work}.WaitAsync({Time(context, test.Delay)}{(test.Token is { } token ? ", " + token : "")}){test.Configured}";
        var first = test.TimelyBranch is null && !takesNext ? wait + ";" : timely[0].ToString().Replace(awaited.ToString(), wait);
        var edit = context.CreateEdit();
        edit.Replace(span, test.Token is null && IsPlainTimeout(late) && timely.Count == 1 ? first : WriteTry(context, test, [first, .. timely.Skip(1).Select(statement => statement.ToString())], late));
        yield return edit;
    }

    private static string WriteTry(RepairContext context, TimeoutTest test, IReadOnlyList<string> timely, IReadOnlyList<StatementSyntax> late)
    {
        var layout = context.Layout;
        var indent = layout.IndentAt(test.First.SpanStart);
        var inner = layout.NewLine + indent + layout.Unit;
        // The work may throw the same exception: that one goes on.
        var clause = test.Token is null
            ? $"catch ({context.NameOf("TimeoutException", "System")}) when (!{test.Work}.IsCompleted)"
            : WriteCatchOfBoth(context, test);
        var comments = late[0].GetLeadingTrivia().Where(trivia => trivia.IsComment()).Select(trivia => inner + trivia);
        var body = test.LateBranch is BlockSyntax block
            ? block.ToString().Substring(1)
            : string.Concat(comments) + inner + late[0] + layout.NewLine + indent + "}";
        return "try" + layout.OpenBrace(indent) + string.Concat(timely.Select(line => inner + line)) + layout.NewLine + indent + "}" + layout.AfterBrace(indent, clause) + body;
    }

    /// <summary>The token of the caller ended the delay, as its time did: both were late.</summary>
    private static string WriteCatchOfBoth(RepairContext context, TimeoutTest test)
    {
        var late = FreeNames.Find(test.First, "late");
        var kinds = context.NameOf("TimeoutException", "System") + " or " + context.NameOf("OperationCanceledException", "System");
        return $"catch ({context.NameOf("Exception", "System")} {late}) when ({late} is {kinds} && !{test.Work}.IsCompleted)";
    }

    private static IReadOnlyList<StatementSyntax> Statements(StatementSyntax branch) => branch is BlockSyntax block ? block.Statements : [branch];

    private static bool Leaves(StatementSyntax statement) => statement is ReturnStatementSyntax or ThrowStatementSyntax;

    /// <summary>What takes the result of the work, or throws what it has thrown.</summary>
    private static ExpressionSyntax? FindAwaited(StatementSyntax statement, string work) =>
        statement is IfStatementSyntax or TryStatementSyntax ? null : statement.DescendantNodes().OfType<ExpressionSyntax>().FirstOrDefault(node => node switch
        {
            AwaitExpressionSyntax wait => IsWork(wait.Expression, work),
            MemberAccessExpressionSyntax { Name.Identifier.Text: "Result", Expression: var task } => task.Is(work),
            _ => false,
        });

    private static bool IsWhole(StatementSyntax statement, ExpressionSyntax awaited) => statement is ReturnStatementSyntax { Expression: var value } && value == awaited;

    private static bool IsWork(ExpressionSyntax task, string work) =>
        task.Is(work) || (task is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait", Expression: var configured } } && configured.Is(work));

    private static string Time(RepairContext context, ExpressionSyntax delay) => context.Model.GetTypeInfo(delay).Type is { SpecialType: SpecialType.System_Int32 }
        ? $"{context.NameOf("TimeSpan", "System")}.FromMilliseconds({delay})"
        : delay.ToString();

    private static bool IsPlainTimeout(IReadOnlyList<StatementSyntax> late) => late.Count == 1
        && late[0] is ThrowStatementSyntax { Expression: ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0, Initializer: null, Type: var type } }
        && type.ToString() is "TimeoutException" or "System.TimeoutException";
}
