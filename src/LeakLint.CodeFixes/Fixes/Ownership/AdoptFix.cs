using System.Collections.Generic;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Ownership;

/// <summary>Gives a process to the group of child processes that is at hand: it ends with the group, and with the program, however that ends.</summary>
internal static class AdoptFix
{
    public static IEnumerable<SourceEdit> Propose(RepairContext context, string holder)
    {
        // A process that is made first and started later can be adopted only then.
        if (context.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start" } }
            || context.Node.FindStatement() is not { } start || StatementList.Find(start) is null
            || context.Model.Compilation.GetTypeByMetadataName("LeakLint.Guard.ChildProcessGroup") is not { } type)
            yield break;
        foreach (var group in AtHand.Find(context, type))
        {
            foreach (var lines in new string[][] { [$"{group}.Adopt({holder});"], [$"if ({holder} != null)", $"\t{group}.Adopt({holder});"] })
            {
                var edit = context.CreateEdit();
                context.CreateWriter(edit).InsertAfter(start, lines);
                yield return edit;
            }
        }
    }
}
