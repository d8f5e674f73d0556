using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>Finds all places where a token has to be written so that it reaches a loop or a wait.</summary>
internal sealed class TokenThreading(BodyIndex index)
{
    private const int MaxDepth = 3;
    private const string NewName = "stoppingToken";

    public IReadOnlyList<TokenPlace>? ForCall(IInvocationOperation call, IMethodSymbol method) => For([call.Syntax.GetLocation()], call, method);

    public IReadOnlyList<TokenPlace>? ForLoop(Location condition, IEnumerable<IInvocationOperation> waits, ILoopOperation loop, IMethodSymbol method) =>
        For([condition, .. waits.Select(wait => wait.Syntax.GetLocation())], loop, method);

    private List<TokenPlace>? For(IReadOnlyList<Location> places, IOperation at, IMethodSymbol method)
    {
        var written = new List<TokenPlace>();
        if (TryProvide(at, method, written, MaxDepth) is not { } token)
            return null;
        written.InsertRange(0, places.Select(place => new TokenPlace(place, token)));
        return written.TrueForAll(place => place.At.SourceTree == written[0].At.SourceTree) ? written : null;
    }

    /// <summary>The name of a token at a place; where there is none, what to write so that there is.</summary>
    private string? TryProvide(IOperation at, IMethodSymbol method, List<TokenPlace> written, int depth)
    {
        for (var outer = at.Parent; outer is not null; outer = outer.Parent)
        {
            var function = outer switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation local => local.Symbol,
                _ => null,
            };
            if (function is null)
                continue;
            if (TokenOf(function) is { } own)
                return own;
            if (function.IsStatic)
                return null;
        }

        if (TokenOf(method) is { } token)
            return token;
        return depth > 0 && TryAddParameter(method, written, depth) ? NewName : null;
    }

    /// <summary>A private method that the type only calls can be given one more parameter.</summary>
    private bool TryAddParameter(IMethodSymbol method, List<TokenPlace> written, int depth)
    {
        if (method is not { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary, DeclaringSyntaxReferences.Length: 1 }
            || method.DeclaringSyntaxReferences[0].GetSyntax() is not MethodDeclarationSyntax declaration
            || method.Parameters.Any(parameter => parameter.IsOptional || parameter.IsParams))
            return false;
        var identifier = declaration.Identifier.GetLocation();
        if (written.Exists(place => place.At == identifier))
            return true;
        written.Add(new(identifier, NewName));
        foreach (var reference in index.ReferencesTo(method))
        {
            if (reference.Operation is not IInvocationOperation call || reference.Member is not IMethodSymbol caller || TryProvide(call, caller, written, depth - 1) is not { } token)
                return false;
            written.Add(new(call.Syntax.GetLocation(), token));
        }

        return true;
    }

    private static string? TokenOf(IMethodSymbol function) => function.Parameters.FirstOrDefault(parameter => StopSignals.IsToken(parameter.Type))?.Name;
}
