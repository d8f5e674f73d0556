using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules;

/// <summary>Reads what a file tells the compiler, or other analyzers, to be silent about.</summary>
internal static class Pragmas
{
    /// <summary>Whether a warning whose id begins with one of these is switched off where the code stands.</summary>
    public static bool Silence(SyntaxNode code, params string[] ids)
    {
        var isOff = false;
        for (var directive = code.SyntaxTree.GetRoot() is CompilationUnitSyntax root ? root.GetFirstDirective() : null; directive is not null && directive.SpanStart < code.SpanStart; directive = directive.GetNextDirective())
        {
            if (directive is PragmaWarningDirectiveTriviaSyntax pragma && pragma.ErrorCodes.Any(code => ids.Any(id => code.ToString().StartsWith(id, StringComparison.Ordinal))))
                isOff = pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword);
        }

        return isOff;
    }
}
