using System.Linq;
using LeakLint.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Tasks;

/// <summary>A task that is kept in a local in order to be awaited later, on a path that leaves before: <c>var upload = PutAsync(file); if (!await CheckAsync()) return;</c></summary>
internal static class LeftTask
{
    /// <param name="initializer">What gives the local its task.</param>
    /// <param name="scope">The statements at whose end the resource of the task is released.</param>
    /// <returns>Whether a return or a throw leaves the scope before anything looks at the task.</returns>
    public static bool IsLeft(SyntaxNode initializer, SyntaxNode scope)
    {
        if (initializer.Parent is not VariableDeclaratorSyntax { Identifier.ValueText: var name, Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax block } })
            return false;
        // A turn of a loop may look at the task of the one before.
        if (initializer.Ancestors().TakeWhile(outer => outer != scope).Any(outer => outer is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or TryStatementSyntax { Finally: not null }))
            return false;
        SyntaxNode? left = null;
        foreach (var node in block.DescendantNodes())
        {
            if (node.SpanStart < initializer.Span.End)
                continue;
            switch (node)
            {
                case IdentifierNameSyntax { Identifier.ValueText: var used } when used == name:
                    return left is not null && !left.Span.Contains(node.Span);
                case ReturnStatementSyntax or ThrowStatementSyntax when left is null && !node.Ancestors().TakeWhile(outer => outer != block).Any(outer => outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax):
                    left = node;
                    break;
            }
        }

        // Nothing looks at it at all: another way of telling that it is meant so.
        return false;
    }
}
