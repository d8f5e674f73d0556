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
        if (context.Node is not InvocationExpressionSyntax { ArgumentList: { Arguments: { Count: > 0 } arguments } list } call)
            yield break;
        var time = $"{context.NameOf("TimeSpan", "System")}.FromMinutes(30)";
        var options = $"new {context.NameOf("MemoryCacheEntryOptions", "Microsoft.Extensions.Caching.Memory")} {{ SlidingExpiration = {time} }}";
        var edit = context.CreateEdit();
        if (FindOptions(context, arguments.Last().Expression) is { } given)
        {
            AddSetting(context, given, "SlidingExpiration = " + time, edit);
            yield return edit;
            yield break;
        }

        if (call.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax declaration } entry })
        {
            context.CreateWriter(edit).InsertAfter(declaration, [$"{entry.Identifier.Text}.SlidingExpiration = {time};"]);
            yield return edit;
            yield break;
        }

        edit.Insert(list.CloseParenToken.SpanStart, ", " + options);
        yield return edit;
        if (arguments.Last().Expression is LambdaExpressionSyntax { ExpressionBody: { } body } factory && SetInside(context, factory, body, time) is { } inside)
            yield return inside;
    }

    /// <summary>What creates the options, here or for a local that holds them.</summary>
    private static BaseObjectCreationExpressionSyntax? FindOptions(RepairContext context, ExpressionSyntax argument) => argument switch
    {
        BaseObjectCreationExpressionSyntax made when context.Model.GetTypeInfo(made).Type?.Name is "MemoryCacheEntryOptions" or "CacheItemPolicy" => made,
        IdentifierNameSyntax name when context.Model.GetSymbolInfo(name).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declared }
            && declared[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax made } => FindOptions(context, made),
        _ => null,
    };

    private static void AddSetting(RepairContext context, BaseObjectCreationExpressionSyntax options, string setting, SourceEdit edit)
    {
        if (options.Initializer is not { Expressions: { Count: > 0 } settings } initializer)
        {
            if (options is ObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: 0 } empty } named)
                edit.Replace(TextSpan.FromBounds(named.Type.Span.End, (options.Initializer?.Span ?? empty.Span).End), $" {{ {setting} }}");
            else
                edit.Replace(TextSpan.FromBounds(options.Initializer?.SpanStart ?? options.Span.End, options.Span.End), $"{(options.Initializer is null ? " " : "")}{{ {setting} }}");
            return;
        }

        var last = settings.Last();
        var isOnOwnLine = context.Layout.StartsLine(last.GetFirstToken());
        edit.Insert(last.Span.End, "," + (isOnOwnLine ? context.Layout.NewLine + context.Layout.IndentAt(last.SpanStart) : " ") + setting);
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
