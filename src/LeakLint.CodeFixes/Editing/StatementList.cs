using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Editing;

/// <summary>A statement among its siblings: in a block, a switch section or the top level of a program.</summary>
internal sealed class StatementList
{
    private StatementList(SyntaxNode owner, IReadOnlyList<StatementSyntax> statements, int index)
    {
        Owner = owner;
        Statements = statements;
        Index = index;
    }

    public SyntaxNode Owner { get; }

    public IReadOnlyList<StatementSyntax> Statements { get; }

    public int Index { get; }

    public StatementSyntax Statement => Statements[Index];

    /// <summary>
    /// What follows the statement, without local functions at the end: these may be called from before, so they stay where they are.
    /// </summary>
    public IReadOnlyList<StatementSyntax> Rest
    {
        get
        {
            var end = Statements.Count;
            while (end > Index + 1 && Statements[end - 1] is LocalFunctionStatementSyntax)
                end--;
            return Statements.Skip(Index + 1).Take(end - Index - 1).ToList();
        }
    }

    /// <summary>The list that a statement is in; null for an embedded statement such as the body of an <c>if</c> without braces.</summary>
    public static StatementList? Find(StatementSyntax statement)
    {
        SyntaxNode outer = statement;
        while (outer.Parent is LabeledStatementSyntax label)
            outer = label;
        var (owner, statements) = outer.Parent switch
        {
            BlockSyntax block => ((SyntaxNode)block, (IReadOnlyList<StatementSyntax>)block.Statements),
            SwitchSectionSyntax section => (section, section.Statements),
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => (unit, unit.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement).ToList()),
            _ => (null, []),
        };
        for (var index = 0; owner is not null && index < statements.Count; index++)
        {
            if (statements[index] == outer)
                return new(owner, statements, index);
        }

        return null;
    }
}
