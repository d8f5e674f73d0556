using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>Has an async void function return its task, and its callers await it; a loop by way of a delegate awaits all its tasks.</summary>
internal sealed class ReturnTaskFix : Repair
{
    public override string Title(Finding finding) => "Return a task, and await it";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var edit = context.CreateEdit();
        var written = context.Node switch
        {
            MethodDeclarationSyntax or LocalFunctionStatementSyntax => new TaskSignature(context, edit).TryReturnTask(EnclosingFunction.At(context.Node, context.Model)),
            LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } } => TryAwaitAll(context, call, edit),
            _ => false,
        };
        if (written)
            yield return edit;
    }

    /// <summary>Parallel.ForEachAsync does the same as Parallel.ForEach, and waits for its bodies.</summary>
    private static bool TryAwaitParallel(RepairContext context, InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, SourceEdit edit)
    {
        var element = context.Node switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } parameters } => parameters[0],
            _ => null,
        };
        if (element is null || call.ArgumentList.Arguments.Last().Expression != context.Node)
            return false;
        edit.Insert(call.SpanStart, "await ");
        edit.Replace(access.Name.Span, "ForEachAsync");
        var second = element.Type is null ? "_" : context.NameOf("CancellationToken", "System.Threading") + " _";
        if (element.Parent is ParameterListSyntax)
            edit.Insert(element.Span.End, ", " + second);
        else
            edit.Replace(element.Span, $"({element}, {second})");
        return new TaskSignature(context, edit).TryAwaitIn(EnclosingFunction.Of(call, context.Model));
    }

    /// <summary>list.ForEach(async …) and Array.ForEach(array, async …) start all at once: so does Select, and its tasks can be awaited.</summary>
    private static bool TryAwaitAll(RepairContext context, InvocationExpressionSyntax call, SourceEdit edit)
    {
        if (call is not { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax } }, Expression: MemberAccessExpressionSyntax access }
            || context.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol { Name: "ForEach", ContainingType: { } type })
        {
            return false;
        }

        if (type.Name == "Parallel")
            return TryAwaitParallel(context, call, access, edit);

        var start = $"await {context.NameOf("Task", "System.Threading.Tasks")}.WhenAll(";
        switch (type.Name)
        {
            case "List" when call.ArgumentList.Arguments.Count == 1:
                edit.Insert(call.SpanStart, start);
                edit.Replace(access.Name.Span, "Select");
                break;
            case "Array" when call.ArgumentList.Arguments is { Count: 2 } arguments && arguments[0].Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax:
                edit.Replace(TextSpan.FromBounds(call.SpanStart, arguments[1].SpanStart), $"{start}{arguments[0]}.Select(");
                break;
            default:
                return false;
        }

        edit.Insert(call.Span.End, ")");
        return new TaskSignature(context, edit).TryAwaitIn(EnclosingFunction.Of(call, context.Model));
    }
}
