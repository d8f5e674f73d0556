using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Growth;

/// <summary>Has the oldest element of a list or queue make room for the next one; a list of tasks forgets those that are done, one of weak references those whose target is gone.</summary>
/// <remarks>Not for elements that somebody must release or call, and not where the collection has no order.</remarks>
internal sealed class BoundHistoryFix : Repair
{
    public override string Title(Finding finding) => "Keep the latest elements only";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        var edit = context.CreateEdit();
        var additions = context.Finding.Places.Select(place => FindAddition(context, place)).OfType<InvocationExpressionSyntax>().Distinct().ToList();
        if (additions.Count > 0 && !IsAskedFor(context) && additions.TrueForAll(addition => TryMakeRoom(context, addition, edit)))
            yield return edit;
    }

    /// <summary>Whether elements are known by their place, or asked for: then each of them counts, however old.</summary>
    private static bool IsAskedFor(RepairContext context)
    {
        var (name, users) = context.Node switch
        {
            VariableDeclaratorSyntax field => (field.Identifier.ValueText, (SyntaxNode?)field.FirstAncestorOrSelf<TypeDeclarationSyntax>()),
            // What others can reach, they may ask as well.
            PropertyDeclarationSyntax property => (property.Identifier.ValueText, context.Root),
            _ => ("", null),
        };
        return users is null || users.DescendantNodes().Any(node => node switch
        {
            ElementAccessExpressionSyntax element => element.Expression.GetLastToken().ValueText == name,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Contains" or "IndexOf" or "BinarySearch" or "Find" or "FindIndex" } access => access.Expression.GetLastToken().ValueText == name,
            _ => false,
        });
    }

    /// <summary>The call that adds, where the place is a use of the collection that does.</summary>
    private static InvocationExpressionSyntax? FindAddition(RepairContext context, TextSpan place)
    {
        var node = context.Root.FindNode(place, getInnermostNodeForTie: true);
        if (node.Parent is MemberAccessExpressionSyntax outer && outer.Name == node)
            node = outer;
        return node.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Enqueue" or "AddLast", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } addition } access
                && arguments[0].Expression is not ThisExpressionSyntax && access.Expression == node
            ? addition
            : null;
    }

    private static bool TryMakeRoom(RepairContext context, InvocationExpressionSyntax addition, SourceEdit edit)
    {
        var list = ((MemberAccessExpressionSyntax)addition.Expression).Expression;
        if (context.Model.GetTypeInfo(list).Type is not INamedTypeSymbol { TypeArguments: { Length: 1 } elements } type || Lines(context, type, elements[0], list.ToString()) is not { } lines)
            return false;
        if (addition.Parent is ExpressionStatementSyntax statement)
        {
            context.CreateWriter(edit).InsertBefore(statement, lines);
            return true;
        }

        var function = EnclosingFunction.Of(addition, context.Model);
        return function.Expression == addition && context.TryOpenBody(function, edit, awaits: false, lines);
    }

    private static IReadOnlyCollection<string>? Lines(RepairContext context, INamedTypeSymbol type, ITypeSymbol element, string list)
    {
        if (element.Name == "Task" && type.Name == "List")
            return [$"{list}.RemoveAll(task => task.IsCompletedSuccessfully);"];
        if (element.Name == "WeakReference")
            return type.Name == "List" ? [$"{list}.RemoveAll(reference => !reference.{(element is INamedTypeSymbol { Arity: 1 } ? "TryGetTarget(out _)" : "IsAlive")});"] : null;
        var room = type.Name switch
        {
            "List" => "RemoveAt(0)",
            "Queue" => "Dequeue()",
            "LinkedList" => "RemoveFirst()",
            "ConcurrentQueue" => "TryDequeue(out _)",
            _ => null,
        };
        if (room is null || element.TypeKind == TypeKind.Delegate || element.Name is "Task" or "TaskCompletionSource" || element.AllInterfaces.Append(element).Any(promised => promised.Name is "IDisposable" or "IAsyncDisposable"))
            return null;
        var most = context.Speaks(LanguageVersion.CSharp7) ? "10_000" : "10000";
        return [$"if ({list}.Count >= {most})", $"{context.Layout.Unit}{list}.{room};"];
    }
}
