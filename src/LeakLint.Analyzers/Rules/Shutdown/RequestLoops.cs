using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>Loops that answer a request and go on when its client has left: what is written to a response that nobody reads any more does not fail.</summary>
/// <remarks>Source: ASP.NET Core, "HttpResponse.Body": writes after the request was aborted are ignored unless they are given its token.</remarks>
internal static class RequestLoops
{
    private const string What = "The loop does not see that its request ends";
    private const string Harm = "when the client has left it goes on until the process ends, and keeps what the request holds";

    /// <summary>Null for a loop that ends, that sees a token, or that answers no request.</summary>
    public static IgnoredStop? TryFind(ILoopOperation loop, ISymbol member)
    {
        if (loop is not (IWhileLoopOperation or IForLoopOperation) || loop.Syntax is not StatementSyntax syntax || !EndlessLoop.IsOne(syntax) || !Waits(loop) || SeesToken(loop))
            return null;
        return FindToken(FunctionOf(loop) ?? member as IMethodSymbol) is { } token ? new(HostedLoop.Places(loop).Keyword, What, Harm, Places(loop, token)) : null;
    }

    private static bool Waits(ILoopOperation loop) => loop.Body.Descendants().Any(operation => operation is IAwaitOperation);

    private static bool SeesToken(ILoopOperation loop) => loop.Body.Descendants().Any(operation => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } } => false,
        IPropertyReferenceOperation or IParameterReferenceOperation or ILocalReferenceOperation or IFieldReferenceOperation => StopSignals.IsToken(operation.Type),
        // What is not known may throw when the client has left.
        IInvalidOperation => true,
        _ => false,
    });

    private static IMethodSymbol? FunctionOf(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol;
                case ILocalFunctionOperation local:
                    return local.Symbol;
            }
        }

        return null;
    }

    /// <summary>How the token of the request that the function answers is written there.</summary>
    private static string? FindToken(IMethodSymbol? function)
    {
        if (function is null)
            return null;
        foreach (var parameter in function.Parameters)
        {
            if (parameter.Type.ContainingNamespace?.ToDisplayString() != "Microsoft.AspNetCore.Http")
                continue;
            switch (parameter.Type.Name)
            {
                case "HttpContext":
                    return parameter.Name + ".RequestAborted";
                case "HttpResponse" or "HttpRequest":
                    return parameter.Name + ".HttpContext.RequestAborted";
            }
        }

        if (function is not { MethodKind: MethodKind.Ordinary, IsStatic: false, DeclaredAccessibility: Accessibility.Public })
            return null;
        for (var type = function.ContainingType.BaseType; type is not null; type = type.BaseType)
        {
            switch (type.FullName())
            {
                case "Microsoft.AspNetCore.Mvc.ControllerBase" or "Microsoft.AspNetCore.Mvc.RazorPages.PageModel":
                    return "HttpContext.RequestAborted";
                case "Microsoft.AspNetCore.SignalR.Hub":
                    return "Context.ConnectionAborted";
            }
        }

        return null;
    }

    /// <summary>The condition, and the waits in the loop that could be given the token.</summary>
    private static List<TokenPlace>? Places(ILoopOperation loop, string token)
    {
        if (HostedLoop.Places(loop).Condition is not { } condition)
            return null;
        var waits = loop.Body.Descendants().OfType<IInvocationOperation>().Where(call => call.TargetMethod is { Name: "Delay", ContainingType.Name: "Task" });
        return [new(condition, token), .. waits.Select(wait => new TokenPlace(wait.Syntax.GetLocation(), token))];
    }
}
