using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>The code of a document that makes objects of a type which only now becomes disposable: those that it keeps to itself it disposes from then on.</summary>
internal static class NewlyDisposable
{
    /// <summary>Writes a using for each object that plainly lives within one function; the others are left as they are.</summary>
    /// <returns>False when there is none, or one cannot be written.</returns>
    public static bool TryAdapt(RepairContext context, TypeDeclarationSyntax type, INamedTypeSymbol symbol, SourceEdit edit)
    {
        var isAsync = context.Finding.MakeAsync || context.Finding.Release == Releases.DisposeAsync;
        var functions = new HashSet<SyntaxNode>();
        foreach (var creation in context.Root.DescendantNodes(node => node != type).OfType<BaseObjectCreationExpressionSyntax>())
        {
            if (!MayMake(creation, type) || !SymbolEqualityComparer.Default.Equals(context.Model.GetTypeInfo(creation).Type?.OriginalDefinition, symbol))
                continue;
            var function = EnclosingFunction.Of(creation, context.Model);
            var local = FindLocal(creation);
            if (local is null && creation.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax })
                continue;
            // Two in one function would write to the same places.
            if (!functions.Add(function.Node) || !context.TryMakeAsync(function, edit, isAsync))
                return false;
            if (local is not null)
                edit.Insert(local.SpanStart, Keyword(isAsync));
            else if (!TryHoist(context, creation, function, isAsync, edit))
                return false;
        }

        return functions.Count > 0;
    }

    private static bool MayMake(BaseObjectCreationExpressionSyntax creation, TypeDeclarationSyntax type) =>
        creation is not ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: var name } } || name == type.Identifier.ValueText;

    /// <summary>The declaration of the local that alone holds the object; null where there is none.</summary>
    private static LocalDeclarationStatementSyntax? FindLocal(BaseObjectCreationExpressionSyntax creation) =>
        creation.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } statement } } variable }
        && StatementList.Find(statement) is { Owner: not SwitchSectionSyntax } list && Holders.IsKept(variable.Identifier.ValueText, list) ? statement : null;

    /// <summary>"new Reader(path).Count()" gets a local of its own before it.</summary>
    private static bool TryHoist(RepairContext context, BaseObjectCreationExpressionSyntax creation, EnclosingFunction function, bool isAsync, SourceEdit edit)
    {
        var word = ((ObjectCreationExpressionSyntax)creation).Type.ToString();
        var name = FreeNames.Find(creation, char.ToLowerInvariant(word[0]) + word.Substring(1));
        string[] declaration = [$"{Keyword(isAsync)}var {name} = {creation};"];
        if (creation.FindStatement() is { } statement)
        {
            if (statement.Parent is SwitchSectionSyntax || !EvaluationOrder.IsFirst(creation, statement))
                return false;
            context.CreateWriter(edit).InsertBefore(statement, declaration);
        }
        else if (function.Expression is not { } body || !EvaluationOrder.IsFirst(creation, body) || !context.TryOpenBody(function, edit, isAsync, declaration))
        {
            return false;
        }

        edit.Replace(creation.Span, name);
        return true;
    }

    private static string Keyword(bool isAsync) => isAsync ? "await using " : "using ";
}
