using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Growth;

/// <summary>Gives a queue a capacity, so that it holds back a producer that is faster than its consumer.</summary>
internal sealed class BoundQueueFix : Repair
{
    private const string Capacity = "10_000";

    public override string Title(Finding finding) => "Give the queue a capacity";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var edit = context.CreateEdit();
        if (context.Node switch
        {
            InvocationExpressionSyntax call => TryBoundChannel(context, call, edit),
            BaseObjectCreationExpressionSyntax creation => TryBoundCollection(context, creation, edit),
            _ => false,
        })
        {
            yield return edit;
        }
    }

    private static bool TryBoundChannel(RepairContext context, InvocationExpressionSyntax call, SourceEdit edit)
    {
        var name = call.Expression is MemberAccessExpressionSyntax access ? access.Name : call.Expression as SimpleNameSyntax;
        if (name is not GenericNameSyntax { Identifier.ValueText: "CreateUnbounded" } create)
            return false;
        var given = call.ArgumentList.Arguments.Count == 0 ? null : call.ArgumentList.Arguments[0].Expression;
        if (given is not (null or BaseObjectCreationExpressionSyntax))
            return false;
        var settings = (given as BaseObjectCreationExpressionSyntax)?.Initializer?.Expressions.Select(setting => setting.ToString()).ToList() ?? [];
        var (options, mode) = (context.NameOf("BoundedChannelOptions", "System.Threading.Channels"), context.NameOf("BoundedChannelFullMode", "System.Threading.Channels"));
        // Who does not look whether there was room loses something once there is a limit: then the oldest.
        settings.Add($"FullMode = {mode}.{(IsFedBlindly(context) ? "DropOldest" : "Wait")}");
        edit.Replace(create.Identifier.Span, "CreateBounded");
        edit.Replace(call.ArgumentList.Span, $"(new {options}({Capacity}) {{ {string.Join(", ", settings)} }})");
        return true;
    }

    private static bool TryBoundCollection(RepairContext context, BaseObjectCreationExpressionSyntax creation, SourceEdit edit)
    {
        if (context.Model.GetTypeInfo(creation).Type is not { Name: "BlockingCollection" })
            return false;
        if (creation.ArgumentList is not { } list)
            edit.Insert(creation.Span.End, $"(boundedCapacity: {Capacity})");
        else
            edit.Insert(list.CloseParenToken.SpanStart, (list.Arguments.Count == 0 ? "" : ", ") + "boundedCapacity: " + Capacity);
        return true;
    }

    private static bool IsFedBlindly(RepairContext context) => context.Finding.Places.Any(place =>
        context.Root.FindNode(place).FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Expression: var statement } && CallsTryWrite(statement)
        || context.Root.FindNode(place).FirstAncestorOrSelf<ArrowExpressionClauseSyntax>() is { Expression: var body, Parent: MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.ValueText: "void" } } } && CallsTryWrite(body));

    private static bool CallsTryWrite(ExpressionSyntax expression) => expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryWrite" } };
}
