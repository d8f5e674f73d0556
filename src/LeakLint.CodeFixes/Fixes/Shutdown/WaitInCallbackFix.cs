using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Lets a callback wait for its asynchronous work: what raises the event waits for nothing but its return.</summary>
internal sealed class WaitInCallbackFix : Repair
{
    public override string Title(Finding finding) => "Wait for the work in the callback";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var callback = context.Root.FindToken(context.Finding.Span.Start).Parent?.AncestorsAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(expression => expression.Span == context.Finding.Span);
        var edit = context.CreateEdit();
        if (callback is LambdaExpressionSyntax lambda ? TryWait(context, lambda, edit) : callback is IdentifierNameSyntax method && TryWait(context, method, edit))
            yield return edit;
    }

    // The pool has no context that the work could wait for while this thread waits for the work.
    public static bool TryWait(RepairContext context, LambdaExpressionSyntax lambda, SourceEdit edit)
    {
        if (lambda.AsyncKeyword.IsKind(SyntaxKind.None))
        {
            if (lambda.ExpressionBody is not { } task)
                return false;
            // A task that was discarded is wanted now.
            var wanted = task is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: var discarded } ? discarded : task;
            edit.Replace(TextSpan.FromBounds(task.SpanStart, wanted.SpanStart), $"{Name(context)}.Run(() => ");
        }
        else
        {
            edit.Replace(TextSpan.FromBounds(lambda.AsyncKeyword.SpanStart, lambda.AsyncKeyword.GetNextToken().SpanStart), "");
            edit.Insert(lambda.ArrowToken.Span.End, $" {Name(context)}.Run(async () =>");
        }

        edit.Insert(lambda.Body.Span.End, ").GetAwaiter().GetResult()");
        return true;
    }

    /// <summary>A method of the same file that nothing else calls can return its task.</summary>
    private static bool TryWait(RepairContext context, IdentifierNameSyntax name, SourceEdit edit)
    {
        if (context.Model.GetSymbolInfo(name).Symbol is not IMethodSymbol { DeclaredAccessibility: Accessibility.Private, Parameters.IsEmpty: true, DeclaringSyntaxReferences.Length: 1 } method
            || method.DeclaringSyntaxReferences[0].GetSyntax() is not MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax returned } declaration
            || declaration.SyntaxTree != context.Root.SyntaxTree)
            return false;
        edit.Replace(returned.Span, Name(context));
        edit.Replace(name.Span, $"() => {Name(context)}.Run({name.Identifier.Text}).GetAwaiter().GetResult()");
        return true;
    }

    /// <summary>The name of the type Task as code here may write it.</summary>
    public static string Name(RepairContext context) =>
        context.Model.LookupNamespacesAndTypes(context.Finding.Span.Start, name: "Task").IsEmpty ? "System.Threading.Tasks.Task" : "Task";
}
