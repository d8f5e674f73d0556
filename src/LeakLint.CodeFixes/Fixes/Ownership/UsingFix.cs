using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Writes <c>using</c> before the declaration of the local that holds the resource.</summary>
internal sealed class UsingFix : Repair
{
    public override string Title(Finding finding) => $"Dispose '{finding.Holder}' with {(finding.IsAsync ? "await using" : "using")}";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Finding.Holder is not { } holder
            || context.Node.FirstAncestorOrSelf<VariableDeclaratorSyntax>(node => node.Identifier.Is(holder)) is not { Initializer: not null } declarator
            || declarator.Parent?.Parent is not LocalDeclarationStatementSyntax { IsConst: false, Declaration: { Type: not RefTypeSyntax } declared } statement
            || !statement.UsingKeyword.IsKind(SyntaxKind.None)
            || StatementList.Find(statement) is not { } list
            || Holders.IsWrittenIn(holder, list.Owner)
            || PartsGivenOut.Leave(holder, list, context.Model))
        {
            yield break;
        }

        var old = new OldReleases(context, list);
        var isSingle = declared.Variables.Count == 1;
        var allowsDeclaration = context.Speaks(LanguageVersion.CSharp8);
        if (context.Finding.Release == Releases.KillAndDispose)
        {
            if (allowsDeclaration && isSingle && Declare(context, list, declarator, old) is { } ended && KillAndWaitFix.TryEndAfter(context, list, ended))
                yield return ended;
            yield break;
        }

        if (isSingle && WrittenMemory.FindUses(declarator, list, context.Model) is { } uses && Enclose(context, list, old, uses) is { } written)
            yield return written;
        if (allowsDeclaration && !old.HasEarly && Declare(context, list, declarator, old) is { } whole)
            yield return whole;
        if (isSingle && old.FindEnd(list) is { } end && Enclose(context, list, old, end) is { } bounded)
            yield return bounded;
        if (isSingle && !old.HasEarly && Enclose(context, list, old, list.Rest) is { } enclosed)
            yield return enclosed;
        if (allowsDeclaration && old.HasEarly && Declare(context, list, declarator, old) is { } early)
            yield return early;
    }

    private static SourceEdit? Declare(RepairContext context, StatementList list, VariableDeclaratorSyntax declarator, OldReleases old)
    {
        var edit = context.CreateEdit();
        if (!context.TryMakeAsync(context.Function, edit, context.Finding.IsAsync) || !TrySplit(context, edit, declarator))
            return null;
        if (list.Owner is SwitchSectionSyntax section && !context.CreateWriter(edit).TryEmbrace(section))
            return null;
        old.Remove(context.Root, edit);
        return edit;
    }

    // A using statement: where the resource is released before the end of the block, or where a using declaration is not allowed.
    private static SourceEdit? Enclose(RepairContext context, StatementList list, OldReleases old, StatementSyntax end)
    {
        var rest = list.Rest.TakeWhile(next => next != end).ToList();
        var after = list.Statements.SkipWhile(next => next != end).Skip(1);
        if (after.Any(next => next.Mentions(context.Finding.Holder!)) || Enclose(context, list, old, rest) is not { } edit)
            return null;
        edit.DeleteAfterBlock(end.Span);
        return edit;
    }

    private static SourceEdit? Enclose(RepairContext context, StatementList list, OldReleases old, IReadOnlyList<StatementSyntax> rest)
    {
        var edit = context.CreateEdit();
        var statement = (LocalDeclarationStatementSyntax)context.Node.FirstAncestorOrSelf<VariableDeclarationSyntax>()!.Parent!;
        if (!context.TryMakeAsync(context.Function, edit, context.Finding.IsAsync)
            || !context.CreateWriter(edit).TryWrap(statement.GetLastToken(), rest, ""))
        {
            return null;
        }

        edit.Insert(statement.SpanStart, ReleaseCode.Using(context) + "(");
        edit.Replace(statement.SemicolonToken.Span, ")");
        old.Remove(context.Root, edit);
        return edit;
    }

    // Writes the keyword; other variables of the same declaration get declarations of their own.
    private static bool TrySplit(RepairContext context, SourceEdit edit, VariableDeclaratorSyntax declarator)
    {
        var declaration = (VariableDeclarationSyntax)declarator.Parent!;
        var statement = declaration.Parent!;
        var index = declaration.Variables.IndexOf(declarator);
        var next = context.Layout.NewLine + context.Layout.IndentAt(statement.SpanStart);
        var commas = declaration.Variables.GetSeparators().ToList();
        if (index == 0)
            edit.Insert(statement.SpanStart, ReleaseCode.Using(context));
        else
            edit.Replace(Gap(commas[index - 1]), ";" + next + ReleaseCode.Using(context) + declaration.Type + " ");
        if (index < commas.Count)
            edit.Replace(Gap(commas[index]), ";" + next + declaration.Type + " ");
        return commas.All(comma => !comma.LeadingTrivia.Concat(comma.TrailingTrivia).Any(trivia => trivia.IsComment()));
    }

    private static TextSpan Gap(SyntaxToken comma) => TextSpan.FromBounds(comma.SpanStart, comma.GetNextToken().SpanStart);
}
