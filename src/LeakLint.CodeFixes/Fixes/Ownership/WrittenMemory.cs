using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>
/// What is written into memory and read from there when all is written: <c>var zip = new GZipStream(packed, …); zip.Write(text); return packed.ToArray();</c>. The writer has to be
/// released before the bytes are taken, or its end is missing.
/// </summary>
internal static class WrittenMemory
{
    /// <summary>The statements that use the writer, where those after them only take the bytes; null in all other code.</summary>
    public static IReadOnlyList<StatementSyntax>? FindUses(VariableDeclaratorSyntax writer, StatementList list, SemanticModel model)
    {
        if (writer.Initializer?.Value is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }
            || arguments[0].Expression is not IdentifierNameSyntax { Identifier.ValueText: var memory } target || model.GetTypeInfo(target).Type is not { Name: "MemoryStream" })
            return null;
        var uses = list.Rest.Reverse().SkipWhile(next => !next.Mentions(writer.Identifier.ValueText)).Reverse().ToList();
        var taken = list.Rest.Skip(uses.Count).SelectMany(next => next.DescendantNodes()).OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == memory).ToList();
        var staysOpen = arguments.Any(argument => argument.Expression.IsKind(SyntaxKind.TrueLiteralExpression));
        return uses.Count > 0 && taken.Count > 0 && (staysOpen || taken.TrueForAll(IsLegalWhenClosed)) ? uses : null;
    }

    private static bool IsLegalWhenClosed(IdentifierNameSyntax memory) =>
        memory.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray" or "GetBuffer" or "TryGetBuffer" } access && access.Expression == memory;
}
