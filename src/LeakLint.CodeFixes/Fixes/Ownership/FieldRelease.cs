using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Writes the release of a field into a release member: after its siblings, before the base is called.</summary>
internal sealed class FieldRelease(RepairContext context, MethodDeclarationSyntax member)
{
    private readonly bool _isAsync = member.Modifiers.Any(SyntaxKind.AsyncKeyword);

    /// <summary>Whether the member can hold the release.</summary>
    public bool TryWrite(SourceEdit edit)
    {
        var function = EnclosingFunction.Of(member.Body ?? (SyntaxNode?)member.ExpressionBody ?? member.ParameterList, context.Model);
        var awaits = context.Finding.Release == Releases.DisposeAsync;
        if (member.ParameterList.Parameters.Any(parameter => parameter.Identifier.Text == context.Finding.Holder))
            return false;
        if (!_isAsync && member.ExpressionBody?.Expression is { } nothing && IsCompleted(nothing))
        {
            ReplaceBody(edit, nothing, awaits);
            return true;
        }

        if (EmptiesBeforeEnd() || !context.TryMakeAsync(function, edit, awaits))
            return false;
        var lines = Lines(context, awaits || _isAsync);
        if (member.Body is { } body)
            return TryWriteInto(body, lines, context.CreateWriter(edit));
        return member.ExpressionBody is { Expression: var only } && IsUse(only)
            ? context.TryOpenBody(function, edit, awaits, [], after: lines)
            : context.TryOpenBody(function, edit, awaits, lines);
    }

    /// <summary>The lines that release the field, or each element of it, in a member that can wait or not.</summary>
    public static IReadOnlyList<string> Lines(RepairContext context, bool canWait)
    {
        if (context.ReleaseLines is { } lines)
            return lines;
        var holder = context.Finding.Holder!;
        if (context.Finding.Each is { } each)
            return Block(context, $"foreach (var {holder} in {each})", Release(context, holder, canWait));
        if (context.Finding.OnlyIf is { } condition)
            return Block(context, $"if ({condition})", Release(context, holder, canWait));
        return Release(context, holder, canWait);
    }

    /// <summary>The lines that release what a name stands for.</summary>
    public static IReadOnlyList<string> Release(RepairContext context, string holder, bool canWait)
    {
        var access = context.Finding.IsNullable ? holder + "?" : holder;
        switch (context.Finding.Release)
        {
            case Releases.DisposeAsync:
            case Releases.Either when canWait:
                return context.Finding.IsNullable
                    ? [.. context.Layout.WriteBlock($"if ({ReleaseCode.NotNull(context, holder)})", $"await {holder}.DisposeAsync();")]
                    : [$"await {holder}.DisposeAsync();"];
            case Releases.KillAndDispose:
                return [.. ReleaseCode.EndProcess(context, holder, canWait), "", $"{access}.Dispose();"];
            case Releases.Stop:
                return [$"{access}.Stop();"];
            case Releases.ChangeToNever:
                return [$"{access}.Change(System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);"];
            case Releases.Close:
                return [$"{access}.Close();"];
            default:
                return [$"{access}.Dispose();"];
        }
    }

    /// <summary>Lines behind a header, in braces.</summary>
    public static IReadOnlyList<string> Block(RepairContext context, string header, IReadOnlyList<string> lines) =>
        [.. context.Layout.WriteBlock(header, [.. lines]).Select(line => line.Trim().Length == 0 ? "" : line)];

    // StopAsync(..) => Task.CompletedTask: there is nothing yet to wait for.
    private void ReplaceBody(SourceEdit edit, ExpressionSyntax nothing, bool awaits)
    {
        var indent = context.Layout.IndentAt(member.SpanStart);
        var inner = indent + context.Layout.Unit;
        var lines = Lines(context, awaits);
        if (awaits)
            edit.Insert(member.ReturnType.SpanStart, "async ");
        else
            lines = lines.Last() == "}" ? [.. lines, "", $"return {nothing};"] : [.. lines, $"return {nothing};"];
        edit.Replace(
            TextSpan.FromBounds(member.ExpressionBody!.ArrowToken.GetPreviousToken().Span.End, member.SemicolonToken.Span.End),
            context.Layout.OpenBrace(indent) + context.Layout.NewLine + inner + context.Layout.Join(lines, inner) + context.Layout.NewLine + indent + "}");
    }

    private bool TryWriteInto(BlockSyntax body, IReadOnlyList<string> lines, StatementWriter writer)
    {
        var block = body;
        while (true)
        {
            var last = block.Statements.LastOrDefault(ReleasesSibling) ?? block.Statements.OfType<IfStatementSyntax>().LastOrDefault(IsDisposing);
            // What is still used must not be released yet.
            if (block.Statements.LastOrDefault(IsUse) is { } use && use.SpanStart > (last ?? block.Statements.FirstOrDefault(EndsRelease) ?? use).SpanStart)
            {
                if (use is ReturnStatementSyntax or ThrowStatementSyntax)
                    return false;
                writer.InsertAfter(use, lines);
                return true;
            }

            switch (last)
            {
                case null:
                    if (block.Statements.FirstOrDefault(EndsRelease) is { } end)
                        writer.InsertBefore(end, lines);
                    else
                        writer.InsertAtEnd(block, lines);
                    return true;
                case IfStatementSyntax { Statement: BlockSyntax inner } condition when IsDisposing(condition) || (ContainsRelease(inner) && !TestsSibling(condition)):
                    block = inner;
                    continue;
                case IfStatementSyntax condition when IsDisposing(condition):
                    writer.InsertAfter(condition.Statement, lines);
                    return true;
                case LockStatementSyntax { Statement: BlockSyntax inner }:
                    block = inner;
                    continue;
                case TryStatementSyntax { Catches.Count: 0 } statement:
                    block = ContainsRelease(statement.Block) ? statement.Block : statement.Finally?.Block ?? statement.Block;
                    continue;
                case ReturnStatementSyntax or ThrowStatementSyntax:
                    writer.InsertBefore(last, lines);
                    return true;
                default:
                    writer.InsertAfter(last, last.GetLastToken().IsKind(SyntaxKind.CloseBraceToken) ? ["", .. lines] : lines);
                    return true;
            }
        }
    }

    /// <summary>Whether the code works with what the field holds; a collection that is emptied, and a field that is cleared, are released before that.</summary>
    private bool IsUse(SyntaxNode code)
    {
        if (context.Finding.Each is not null || context.Finding.Holder is not { } holder || code is LocalFunctionStatementSyntax)
            return false;
        var root = holder.Split('.')[0];
        return (code.Mentions(root) && !Assigns(code, root)) || CalledFrom(code).Any(called => called.Mentions(root));
    }

    /// <summary>Whether the member leaves the field empty by way of another one that uses it first: then there is no place for the release here.</summary>
    private bool EmptiesBeforeEnd() =>
        context.Finding is { Each: null, Holder: { } holder } && holder.Split('.')[0] is var root && !member.Mentions(root) && CalledFrom(member).Any(called => Assigns(called, root));

    private static bool Assigns(SyntaxNode code, string root) => code.DescendantNodesAndSelf().OfType<AssignmentExpressionSyntax>().Any(assignment => assignment.Left.Is(root));

    /// <summary>The other methods of the same part of the type that the code calls, by their names.</summary>
    private IEnumerable<MethodDeclarationSyntax> CalledFrom(SyntaxNode code)
    {
        var names = code.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Select(call => call.Expression switch
        {
            IdentifierNameSyntax { Identifier.Text: var name } => name,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.Text: var name } => name,
            _ => null,
        }).OfType<string>().ToList();
        return (member.Parent as TypeDeclarationSyntax)?.Members.OfType<MethodDeclarationSyntax>().Where(other => other != member && names.Contains(other.Identifier.Text)) ?? [];
    }

    private bool ReleasesSibling(StatementSyntax statement) => statement is not LocalFunctionStatementSyntax && ContainsRelease(statement);

    private bool ContainsRelease(SyntaxNode node) =>
        context.Finding.OtherReleases.Any(node.Span.Contains)
        || node.DescendantNodesAndSelf().OfType<ExpressionStatementSyntax>().Any(IsRelease);

    private static bool IsRelease(ExpressionStatementSyntax statement) =>
        ReleaseCode.FindReleased(statement.Expression) is { } released and not (BaseExpressionSyntax or ThisExpressionSyntax);

    /// <summary>Whether the condition is about the sibling that is released behind it, so that it is no place for another.</summary>
    private bool TestsSibling(IfStatementSyntax condition) =>
        Released(condition.Statement).Any(released => condition.Condition.Mentions(RootOf(released)) || released is IdentifierNameSyntax name && Declares(condition.Condition, name))
        || condition.Condition.DescendantNodesAndSelf().Any(node => node is DeclarationPatternSyntax or RecursivePatternSyntax or InvocationExpressionSyntax);

    /// <summary>What the statement releases, going by names and by what the analyzer says.</summary>
    private IEnumerable<ExpressionSyntax> Released(StatementSyntax statement) =>
        statement.DescendantNodesAndSelf().OfType<ExpressionStatementSyntax>().Select(inner => ReleaseCode.FindReleased(inner.Expression)).OfType<ExpressionSyntax>()
            .Concat(context.Finding.OtherReleases.Where(statement.Span.Contains).Select(place => context.Root.FindNode(place, getInnermostNodeForTie: true))
                .OfType<InvocationExpressionSyntax>().Select(call => call.Expression).OfType<MemberAccessExpressionSyntax>().Select(access => access.Expression));

    /// <summary>The name that an access begins with: that of the field, in <c>_lazy.Value</c> and in <c>this._lazy.Value</c>.</summary>
    private static string RootOf(ExpressionSyntax released)
    {
        while (released is MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or BaseExpressionSyntax) and var inner })
            released = inner;
        return released.ToString();
    }

    private static bool Declares(ExpressionSyntax condition, IdentifierNameSyntax name) =>
        condition.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Any(variable => variable.Identifier.Text == name.Identifier.Text);

    private bool IsDisposing(IfStatementSyntax condition) =>
        member.ParameterList.Parameters.FirstOrDefault() is { Type: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.BoolKeyword } } disposing
        && condition.Condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text == disposing.Identifier.Text)
        && !condition.Condition.DescendantNodesAndSelf().Any(node => node is PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax { Identifier.Text: var negated } } && negated == disposing.Identifier.Text);

    /// <summary>Whether a statement belongs behind all releases: a return, the call of the base, GC.SuppressFinalize.</summary>
    private static bool EndsRelease(StatementSyntax statement)
    {
        if (statement is ReturnStatementSyntax)
            return true;
        return statement is ExpressionStatementSyntax
            && (statement.DescendantNodes().Any(node => node is BaseExpressionSyntax) || statement.ToString().Contains("GC.SuppressFinalize("));
    }

    private static bool IsCompleted(ExpressionSyntax value) =>
        value is MemberAccessExpressionSyntax { Name.Identifier.Text: "CompletedTask" } or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression } or DefaultExpressionSyntax;
}
