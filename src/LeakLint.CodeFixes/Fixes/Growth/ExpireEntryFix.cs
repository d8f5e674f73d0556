using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Growth;

/// <summary>Has an entry of a memory cache leave when nobody has asked for it for a while.</summary>
internal sealed class ExpireEntryFix : Repair
{
    public override string Title(Finding finding) => "Let the entry expire when it is not used";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Node is not InvocationExpressionSyntax { ArgumentList: { Arguments: { Count: > 0 } arguments } list } call || context.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            yield break;
        var time = $"{context.NameOf("TimeSpan", "System")}.FromMinutes(30)";
        var options = $"new {context.NameOf("MemoryCacheEntryOptions", "Microsoft.Extensions.Caching.Memory")} {{ SlidingExpiration = {time} }}";
        var edit = context.CreateEdit();
        if (arguments.Last().Expression is BaseObjectCreationExpressionSyntax { Initializer: null } empty && method.Parameters.Last().Type.Name == "MemoryCacheEntryOptions")
        {
            edit.Replace(empty.Span, options);
            yield return edit;
            yield break;
        }

        edit.Insert(list.CloseParenToken.SpanStart, ", " + options);
        yield return edit;
        if (arguments.Last().Expression is LambdaExpressionSyntax { ExpressionBody: { } body } factory && SetInside(context, factory, body, time) is { } inside)
            yield return inside;
    }

    // Before version 8 the factory alone could say when its entry expires.
    private static SourceEdit? SetInside(RepairContext context, LambdaExpressionSyntax factory, ExpressionSyntax body, string time)
    {
        var parameter = factory switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } parameters } => parameters[0],
            _ => null,
        };
        if (parameter is null)
            return null;
        var edit = context.CreateEdit();
        var name = parameter.Identifier.Text;
        if (name == "_")
        {
            name = FreeNames.Find(factory, "entry");
            edit.Replace(parameter.Identifier.Span, name);
        }

        edit.Replace(TextSpan.FromBounds(body.SpanStart, body.SpanStart), $"{{ {name}.SlidingExpiration = {time}; return ");
        edit.Insert(body.Span.End, "; }");
        return edit;
    }
}
