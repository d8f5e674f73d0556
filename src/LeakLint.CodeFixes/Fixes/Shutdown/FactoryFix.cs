using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Registers a factory in the place of an object: the container disposes what it makes.</summary>
internal sealed class FactoryFix : Repair
{
    public override string Title(Finding finding) => "Let the container make and dispose it";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var creation = context.Root.FindToken(context.Finding.Span.Start).Parent?.AncestorsAndSelf().OfType<BaseObjectCreationExpressionSyntax>().FirstOrDefault(node => node.Span == context.Finding.Span);
        if (creation is null)
            yield break;
        if (creation.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is { Initializer.Value: var value } && value == creation)
        {
            // What a factory gives belongs to the container, too, also when others hold it already.
            if (FindRegistered(context) is not { } registered)
                yield break;
            var giving = context.CreateEdit();
            giving.Insert(registered.Expression.SpanStart, Lead(registered));
            yield return giving;
            yield break;
        }

        if (creation.FirstAncestorOrSelf<ArgumentSyntax>() is not { NameColon: null } argument || argument.Expression.Span != creation.Span)
            yield break;
        var edit = context.CreateEdit();
        // A target-typed new has no target in a factory.
        var type = creation is ImplicitObjectCreationExpressionSyntax implicitly && Microsoft.CodeAnalysis.CSharp.CSharpExtensions.GetTypeInfo(context.Model, implicitly).Type is { } made
            ? made.ToMinimalDisplayString(context.Model, creation.SpanStart)
            : null;
        edit.Insert(creation.SpanStart, Lead(argument));
        if (type is not null)
            edit.Insert(creation.NewKeyword.Span.End, " " + type);
        yield return edit;
    }

    /// <summary>The argument that registers what the local at the diagnostic holds.</summary>
    private static ArgumentSyntax? FindRegistered(RepairContext context) => context.Finding.Exits.IsEmpty
        ? null
        : context.Root.FindToken(context.Finding.Exits[0].Start).Parent?.FirstAncestorOrSelf<ArgumentSyntax>() is { NameColon: null } argument && argument.Expression.Span == context.Finding.Exits[0] ? argument : null;

    private static string Lead(ArgumentSyntax argument) =>
        argument.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: var name } } && name.Contains("Keyed") ? "(_, _) => " : "_ => ";
}
