using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Symbols;

/// <summary>Questions about statements, going by their text.</summary>
internal static class StatementExtensions
{
    /// <summary>Whether the node is a loop of any kind.</summary>
    public static bool IsLoop(this SyntaxNode node) => node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax;

    /// <summary>Whether what stands after the statement does not run once it ran: it ends with a return, a throw, or a jump of a loop.</summary>
    public static bool Leaves(this StatementSyntax statement) => statement switch
    {
        BlockSyntax { Statements: { Count: > 0 } statements } => statements[statements.Count - 1].Leaves(),
        ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax => true,
        _ => false,
    };
}
