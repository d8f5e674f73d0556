using System.Collections.Generic;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Gives what is made only where nothing was given a using of its own: <c>given ?? new Reader()</c> is released where it was made, and only there.</summary>
internal sealed class UsingOwnFix : Repair
{
    public override string Title(Finding finding) => $"Dispose '{finding.Holder}' where it was made here";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is not { } holder || !context.Speaks(LanguageVersion.CSharp9)
            || context.Node.FirstAncestorOrSelf<VariableDeclaratorSyntax>(node => node.Identifier.Is(holder)) is not
            {
                Initializer.Value: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice,
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } statement },
            }
            || !choice.Left.IsInert() || StatementList.Find(statement) is not { Owner: not SwitchSectionSyntax } list || Holders.IsWrittenIn(holder, list.Owner)
            || context.Model.GetTypeInfo(choice.Right).Type is not { } made)
        {
            yield break;
        }

        var edit = context.CreateEdit();
        if (!context.TryMakeAsync(context.Function, edit, context.Finding.IsAsync))
            yield break;
        var plain = holder.TrimStart('@');
        var own = FreeNames.Find(statement, "own" + char.ToUpperInvariant(plain[0]) + plain.Substring(1));
        var type = choice.Right is ImplicitObjectCreationExpressionSyntax ? made.WithNullableAnnotation(NullableAnnotation.None).ToMinimalDisplayString(context.Model, statement.SpanStart) + Mark(context, "?") : "var";
        var value = choice.Left is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } cast
            ? $"{cast.Left} is {cast.Right} ? null : {choice.Right}"
            : $"{choice.Left} is null ? {choice.Right} : null";
        context.CreateWriter(edit).InsertBefore(statement, [$"{ReleaseCode.Using(context)}{type} {own} = {value};"]);
        edit.Replace(choice.Right.Span, own + Mark(context, "!"));
        yield return edit;
    }

    private static string Mark(RepairContext context, string mark) =>
        (context.Model.GetNullableContext(context.Node.SpanStart) & NullableContext.AnnotationsEnabled) != 0 ? mark : "";
}
