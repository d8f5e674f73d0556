using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Lets all objects of a type share one HttpClient, which looks up addresses anew every two minutes.</summary>
internal sealed class ShareFix : Repair
{
    public override string Title(Finding finding) => $"Share one '{finding.Holder}' between all objects";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Node.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { } field
            || field.Declaration.Variables[0].Initializer?.Value is not BaseObjectCreationExpressionSyntax creation
            || field.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.ReadOnlyKeyword)) is not { RawKind: not 0 } isReadOnly)
            yield break;
        if (creation.ArgumentList is not { Arguments.Count: > 0 })
        {
            // Without a limit, a connection that is kept for good goes to the old address of a host that has moved.
            var edit = Share(context, isReadOnly.SpanStart);
            var handler = context.NameOf("SocketsHttpHandler", "System.Net.Http");
            var time = context.NameOf("TimeSpan", "System");
            var end = creation is ObjectCreationExpressionSyntax { Type: var type } ? type.Span.End : creation.NewKeyword.Span.End;
            edit.Replace(creation.ArgumentList?.Span ?? new TextSpan(end, 0), $"(new {handler} {{ PooledConnectionLifetime = {time}.FromMinutes(2) }})");
            yield return edit;
        }

        yield return Share(context, isReadOnly.SpanStart);
    }

    private static SourceEdit Share(RepairContext context, int position)
    {
        var edit = context.CreateEdit();
        edit.Insert(position, "static ");
        return edit;
    }
}
