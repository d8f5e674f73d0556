using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes.Tasks;

/// <summary>How code here can tell of a failure: by a logger in reach, or as its type tells of failures already.</summary>
internal sealed class FailureLog(RepairContext context)
{
    private const string LoggerSpace = "Microsoft.Extensions.Logging";

    /// <summary>Calls that tell of a failure, the best first; none where the code gives no example.</summary>
    /// <param name="exception">The exception, as code.</param>
    /// <param name="message">What to say of it.</param>
    /// <param name="isNullable">Whether the compiler takes the exception for one that may be null.</param>
    public IEnumerable<string> Write(string exception, string message, bool isNullable) =>
        Loggers().Select(logger => $"{logger}.LogError({exception}, \"{message}\")")
            .Concat(Examples().Select(example => Rewrite(example, isNullable && TakesNoNull(example) ? exception + "!" : exception, message)));

    // What a constructor keeps in a field is better taken from there.
    private IEnumerable<string> Loggers() => context.Model.LookupSymbols(context.Node.SpanStart)
        .Where(symbol => TypeOf(symbol) is INamedTypeSymbol { Name: "ILogger" } type && type.ContainingNamespace?.ToDisplayString() == LoggerSpace)
        .OrderBy(symbol => symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } })
        .Select(symbol => symbol.Name);

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    /// <summary>Calls in the catch clauses of the type that take what was caught, at most one text, and else only what every member can see.</summary>
    private IEnumerable<Example> Examples() => context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.DescendantNodes().OfType<CatchClauseSyntax>().Select(TryRead).OfType<Example>() ?? [];

    private Example? TryRead(CatchClauseSyntax clause)
    {
        if (clause.Declaration is not { Identifier.ValueText: { Length: > 0 } caught, Type: var type } || type.ToString() is not ("Exception" or "System.Exception"))
            return null;
        return clause.Block.Statements.OfType<ExpressionStatementSyntax>().Select(statement => statement.Expression).OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression.ToString().IndexOf("log", StringComparison.OrdinalIgnoreCase) >= 0 && IsOfAll(call.Expression))
            .Select(call => TryRead(call, caught)).FirstOrDefault(example => example is not null);
    }

    private Example? TryRead(InvocationExpressionSyntax call, string caught)
    {
        ExpressionSyntax? exception = null;
        ExpressionSyntax? text = null;
        foreach (var argument in call.ArgumentList.Arguments.Select(argument => argument.Expression))
        {
            if (exception is null && argument is IdentifierNameSyntax name && name.Identifier.ValueText == caught)
                exception = argument;
            else if (text is null && (argument is InterpolatedStringExpressionSyntax || argument is LiteralExpressionSyntax { Token.Value: string }))
                text = argument;
            else if (!IsOfAll(argument))
                return null;
        }

        return exception is null ? null : new(call, exception, text);
    }

    /// <summary>Whether it is a name of the type or of another one, which means the same in all members.</summary>
    private bool IsOfAll(ExpressionSyntax code) => code is LiteralExpressionSyntax
        || (code is IdentifierNameSyntax or MemberAccessExpressionSyntax && code.DescendantNodesAndSelf().All(node =>
            node is NameSyntax or MemberAccessExpressionSyntax or ThisExpressionSyntax or PredefinedTypeSyntax && context.Model.GetSymbolInfo(node).Symbol is not (ILocalSymbol or IParameterSymbol)));

    private static string Rewrite(Example example, string exception, string message)
    {
        var call = example.Call.ToString();
        var start = example.Call.SpanStart;
        // From the end, so that what comes before keeps its place.
        foreach (var (code, written) in new[] { (example.Exception, exception), (example.Text, $"\"{message}\"") }.Where(part => part.Item1 is not null).OrderByDescending(part => part.Item1!.SpanStart))
            call = call.Remove(code!.SpanStart - start, code.Span.Length).Insert(code.SpanStart - start, written);
        return call;
    }

    private bool TakesNoNull(Example example) =>
        (context.Model.GetNullableContext(context.Node.SpanStart) & NullableContext.AnnotationsEnabled) != 0
        && context.Model.GetSymbolInfo(example.Call).Symbol is IMethodSymbol method
        && method.Parameters.ElementAtOrDefault(example.Call.ArgumentList.Arguments.IndexOf((ArgumentSyntax)example.Exception.Parent!))?.NullableAnnotation != NullableAnnotation.Annotated;

    private sealed class Example(InvocationExpressionSyntax call, ExpressionSyntax exception, ExpressionSyntax? text)
    {
        public InvocationExpressionSyntax Call { get; } = call;

        public ExpressionSyntax Exception { get; } = exception;

        public ExpressionSyntax? Text { get; } = text;
    }
}
