using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>Tells whether a body stays for a while after it made something that works on its own.</summary>
internal static class WaitingCode
{
    /// <summary>Whether the code after the place waits for something, or goes round in a loop, in the same function.</summary>
    public static bool Follows(SyntaxNode place)
    {
        var function = place.Ancestors().FirstOrDefault(IsFunction);
        return function is not null && function.DescendantNodes(node => node == function || !IsFunction(node)).Any(node => node.SpanStart > place.Span.End && Waits(node));
    }

    private static bool IsFunction(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or CompilationUnitSyntax;

    private static bool Waits(SyntaxNode node) => node switch
    {
        AwaitExpressionSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or ForEachStatementSyntax => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } =>
            name is "Run" or "Wait" or "WaitAll" or "WaitOne" or "WaitForExit" or "WaitForShutdown" or "Sleep" or "Join" or "ReadLine" or "ReadKey" or "Read" or "ShowDialog" or "GetResult",
        _ => false,
    };
}
