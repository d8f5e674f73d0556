using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>A call as a message names it.</summary>
internal static class CallText
{
    /// <summary>The call without its arguments: <c>client.ConnectAsync</c>.</summary>
    public static string Short(SyntaxNode call)
    {
        var called = call is InvocationExpressionSyntax invocation ? invocation.Expression : call;
        return called switch
        {
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or ThisExpressionSyntax or PredefinedTypeSyntax } access => access.Expression + "." + access.Name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            SimpleNameSyntax name => name.Identifier.ValueText,
            _ => called.ToString(),
        };
    }
}
