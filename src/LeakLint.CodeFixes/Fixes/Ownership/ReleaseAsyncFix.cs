using System.Collections.Generic;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Makes a synchronous release asynchronous: <c>await using</c>, or <c>await x.DisposeAsync()</c>.</summary>
internal sealed class ReleaseAsyncFix : Repair
{
    public override string Title(Finding finding) => "Release asynchronously";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var edit = context.CreateEdit();
        if (!context.Speaks(LanguageVersion.CSharp8) || !context.TryMakeAsync(context.Function, edit, awaits: true))
            return [];
        if (context.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>(node => node.Span == context.Finding.Span) is { } call)
            return Await(context, call, edit) ? [edit] : [];
        SyntaxToken? keyword = context.Node.FindStatement() switch
        {
            UsingStatementSyntax statement => statement.UsingKeyword,
            LocalDeclarationStatementSyntax { UsingKeyword: { RawKind: not 0 } declared } => declared,
            _ => null,
        };
        if (keyword is not { } found)
            return [];
        edit.Insert(found.SpanStart, "await ");
        return [edit];
    }

    private static bool Await(RepairContext context, InvocationExpressionSyntax call, SourceEdit edit)
    {
        switch (call.Expression)
        {
            case MemberAccessExpressionSyntax access when IsWhole(call, context):
                edit.Insert(call.SpanStart, "await ");
                edit.Replace(access.Name.Span, "DisposeAsync");
                return true;
            case MemberBindingExpressionSyntax when call.Parent is ConditionalAccessExpressionSyntax conditional && conditional.Parent is ExpressionStatementSyntax statement
                && AwaitFix.Guard(context, conditional, ".DisposeAsync()") is { } lines:
                context.CreateWriter(edit).Replace(statement, lines);
                return true;
            default:
                return false;
        }
    }

    private static bool IsWhole(ExpressionSyntax call, RepairContext context) => call.Parent is ExpressionStatementSyntax || context.Function.Expression == call;
}
