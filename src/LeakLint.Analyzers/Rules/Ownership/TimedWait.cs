using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Ownership;

/// <summary>Waits for the exit of a process that a token with a time limit of this body ends, while nothing in the body ends the process itself.</summary>
internal static class TimedWait
{
    /// <summary>Whether every wait is given up after a while, and the process runs on then.</summary>
    public static bool IsGivenUp(SiteFinding finding)
    {
        var body = finding.Result.Graph.OriginalOperation;
        if (finding.Site.Members.Overlaps(["Kill", "CloseMainWindow", "HasExited", "Exited", "WaitForInputIdle", "WaitForExit"]) || EndsOrLends(body.Syntax, finding.Site.Holder?.Name))
            return false;
        var waits = body.Descendants().OfType<IInvocationOperation>()
            .Where(static call => call.TargetMethod.Name == "WaitForExitAsync" && KnownTypes.IsProcess(call.TargetMethod.ContainingType)).ToList();
        return waits.Count > 0 && waits.TrueForAll(wait =>
            wait.Arguments is { Length: 1 } arguments && SourceOf(arguments[0].Value) is { } source && HasLimit(source, body) && !IsReadBefore(wait.Syntax, source.Name, body.Syntax));
    }

    private static ILocalSymbol? SourceOf(IOperation token) =>
        token.Unwrapped() is IPropertyReferenceOperation { Property.Name: "Token", Instance: ILocalReferenceOperation { Local: var source } } && KnownTypes.IsTokenSource(source.Type) ? source : null;

    private static bool HasLimit(ILocalSymbol source, IOperation body) => body.Descendants().Any(operation => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "CancelAfter", Instance: ILocalReferenceOperation { Local: var limited } } => SymbolEqualityComparer.Default.Equals(limited, source),
        IVariableDeclaratorOperation { Symbol: var declared, Initializer.Value: var value } =>
            SymbolEqualityComparer.Default.Equals(declared, source) && value.Unwrapped() is IObjectCreationOperation { Arguments.Length: > 0 },
        _ => false,
    });

    /// <summary>Whether the body ends some process, or lends this one to code that may do so.</summary>
    public static bool EndsOrLends(SyntaxNode body, string? holder) => body.DescendantNodes().Any(node => node switch
    {
        SimpleNameSyntax { Identifier.ValueText: "Kill" or "KillTree" or "CloseMainWindow" } => true,
        ArgumentSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var given } } => given == holder,
        _ => false,
    });

    /// <summary>Who has read all of the output, without a limit, has waited for the end.</summary>
    private static bool IsReadBefore(SyntaxNode wait, string source, SyntaxNode body) => body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
        call.SpanStart < wait.SpanStart
        && call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ReadToEnd" or "ReadToEndAsync" or "CopyTo" or "CopyToAsync" }
        && !call.ArgumentList.DescendantNodes().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: var used } && used == source));
}
