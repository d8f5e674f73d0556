using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>What the syntax of methods of this compilation tells about what they do to ownership, before anything in them is bound.</summary>
/// <remarks>Each method that is asked for has one body, of this compilation.</remarks>
internal sealed class CalleeSyntax(OwnershipContext context)
{
    /// <summary>Among the positions of parameters: what the method is called on.</summary>
    public const ulong Receiver = 1ul << 63;

    // The longest body that is looked into, in characters.
    private const int MaxBodyLength = 20_000;

    private static readonly Contract Assumed = new(ResultOwner.Caller, FreshOut: ulong.MaxValue, FromBody: true);

    private static readonly Contract AssumedGiven = Assumed with { Result = ResultOwner.Other };

    private static readonly Contract AssumedResult = new(ResultOwner.Caller, FromBody: true);

    private static readonly Contract AssumedNothing = new(FromBody: true);

    private static readonly Contract AssumedRelease = Assumed with { Receiver = Transfer.Releases };

    private readonly ConcurrentDictionary<IMethodSymbol, bool?> _fresh = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ulong> _givenOut = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<(IMethodSymbol Method, ulong Asked), Contract?> _uses = new(new MethodKeyComparer<ulong>());

    /// <summary>Whether the method may give its caller what it made; null when it has no body that can be looked into.</summary>
    public bool? MayReturnFresh(IMethodSymbol method)
    {
        return _fresh.TryGetValue(method, out var known) ? known : _fresh.GetOrAdd(method, Look(method.DeclaringSyntaxReferences[0].GetSyntax()));

        static bool? Look(SyntaxNode syntax) => HasBody(syntax) || syntax is LocalFunctionStatementSyntax ? ReturnSyntax.MayBeFresh(syntax) : null;
    }

    /// <summary>What a call does under the assumption under which most is lost: the method gives its caller what it returns, and does nothing with what it is given.</summary>
    public Contract Assume(IMethodSymbol method)
    {
        if (TupleResults.MayGive(method, context))
            return Assumed with { Result = ResultOwner.Other, FreshOut = GivenOut(method), FreshElements = ulong.MaxValue };
        if (Contracts.IsReleaseName(method.SimpleName()))
            return AssumedRelease;
        var given = method.ReturnsVoid || method.ReturnType.IsSimple() || MayReturnFresh(method) == false;
        return GivenOut(method) == 0 ? given ? AssumedNothing : AssumedResult : given ? AssumedGiven : Assumed;
    }

    /// <summary>The out parameters by which a body may give what it made, one bit for each position. Asked at every call, so looked for once.</summary>
    public ulong GivenOut(IMethodSymbol method)
    {
        return _givenOut.TryGetValue(method, out var known) ? known : _givenOut.GetOrAdd(method, Look(method));

        static ulong Look(IMethodSymbol method)
        {
            var given = 0ul;
            foreach (var parameter in method.Parameters)
            {
                if (parameter.RefKind == RefKind.Out && ReturnSyntax.MayGiveOut(parameter.Name, method.DeclaringSyntaxReferences[0].GetSyntax()))
                    given |= 1ul << parameter.Ordinal;
            }

            return given;
        }
    }

    /// <summary>The summary where syntax alone tells it: nothing that could be a resource is more than looked at, or stored.</summary>
    public Contract? Find(IMethodSymbol method, SyntaxNode syntax)
    {
        return !method.ReturnsVoid && MayCarry(method, context.Types.Unwrap(method.ReturnType)) ? null : FindUse(method, syntax, ulong.MaxValue);
    }

    /// <summary>What the method does with some of what it is called on and given, where syntax tells that: what it gives is taken to be the caller's.</summary>
    /// <param name="method">The method.</param>
    /// <param name="asked">What matters: the positions of parameters, one bit for each, and <see cref="Receiver"/>. Nothing is taken to become of the others.</param>
    public Contract? FindUse(IMethodSymbol method, ulong asked)
    {
        return _uses.TryGetValue((method, asked), out var known) ? known : _uses.GetOrAdd((method, asked), Look());

        Contract? Look()
        {
            var syntax = method.DeclaringSyntaxReferences[0].GetSyntax();
            if (!CanBeRead(syntax) || IsHook(method, syntax) || GivesPartOf(method, syntax, asked) || FindUse(method, syntax, asked) is not { } use)
                return null;
            var assumed = Assume(method);
            return assumed with { Receiver = (asked & Receiver) != 0 ? use.Receiver : assumed.Receiver, Arguments = use.Arguments };
        }
    }

    /// <summary>Whether what the method gives may be a part of what matters, or be that itself: "return client.GetStream();".</summary>
    private bool GivesPartOf(IMethodSymbol method, SyntaxNode syntax, ulong asked)
    {
        var given = context.Types.Unwrap(method.ReturnType);
        if (method.ReturnsVoid || !MayCarry(method, given))
            return false;
        if ((asked & Receiver) != 0 && OwnObject.IsNamed(syntax))
            return true;
        if (given is INamedTypeSymbol { Name: "HttpResponseMessage" or "Process" })
            return false;
        // A response that comes of a response is another one.
        foreach (var parameter in method.Parameters)
        {
            if ((asked & (1ul << parameter.Ordinal)) != 0 && !SymbolEqualityComparer.Default.Equals(parameter.Type, given))
                return true;
        }

        return (asked & Receiver) != 0;
    }

    private bool MayCarry(IMethodSymbol method, ITypeSymbol given) =>
        context.Catalog.IsResource(given) || ForcedResults.MayGive(method, context) || given is ITypeParameterSymbol or { SpecialType: SpecialType.System_Object } || TupleResults.MayGive(method, context);

    private Contract? FindUse(IMethodSymbol method, SyntaxNode syntax, ulong asked)
    {
        var self = (asked & Receiver) != 0 && !method.IsStatic && method.MethodKind != MethodKind.Constructor && context.Catalog.IsResource(method.ContainingType);
        var releases = self && (Contracts.IsReleaseName(method.SimpleName()) || ReleaseAliases.Contain(method));
        var releasesOnFailure = self && !releases && OwnObject.IsEndedOnFailure(syntax);
        if (self && !releases && (OwnObject.IsGivenAway(syntax) || MayEndObject(method, syntax, releasesOnFailure)))
            return null;
        return ArgumentsFromSyntax(method, syntax, asked) is { } arguments
            ? new(Receiver: releases ? Transfer.Releases : releasesOnFailure ? Transfer.ReleasesOnFailure : Transfer.Borrows, Arguments: arguments, FromBody: true)
            : null;
    }

    /// <summary>What becomes of what the method is given; null where syntax does not tell it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="syntax">Its declaration.</param>
    /// <param name="asked">The positions of the parameters that matter, one bit for each; nothing is taken to become of the others.</param>
    private Transfer[]? ArgumentsFromSyntax(IMethodSymbol method, SyntaxNode syntax, ulong asked)
    {
        var arguments = new Transfer[method.Parameters.Length];
        foreach (var parameter in method.Parameters)
        {
            if ((asked & (1ul << parameter.Ordinal)) == 0)
                continue;
            if (parameter.RefKind == RefKind.Out && (GivenOut(method) & (1ul << parameter.Ordinal)) == 0)
                continue;
            if (parameter.RefKind is not (RefKind.None or RefKind.In))
                return null;
            if (!context.Catalog.MayBeResource(parameter.Type))
            {
                arguments[parameter.Ordinal] = parameter.Type.IsSimple() ? Transfer.Borrows : Transfer.TakesOver;
                continue;
            }

            if (parameter.Type.TypeKind == TypeKind.Interface && DelegatesOf.AreMade(parameter, syntax))
                return null;
            switch (SyntacticUse.Of(parameter.Name, syntax, method.ContainingType))
            {
                case NameUse.Other:
                    return null;
                case NameUse.Stored:
                    arguments[parameter.Ordinal] = Transfer.TakesOver;
                    break;
            }
        }

        return arguments;
    }

    /// <summary>Whether the method may release what a field holds, or the object itself.</summary>
    public bool ReleasesAField(IMethodSymbol method) => NamesAnEnd(method) || FieldsOf(method).Any(field => SyntacticUse.MayRelease(method, field));

    /// <summary>Whether the object may be at its end after the method, other than by a call of its Dispose in a handler of failures.</summary>
    private bool MayEndObject(IMethodSymbol method, SyntaxNode syntax, bool onFailure)
    {
        if (!onFailure && NamesAnEnd(method))
            return true;
        // What it releases it replaces; the object lives on.
        if (FieldsOf(method).Any(field => OwnObject.StoresNew(field, syntax)))
            return false;
        var ends = onFailure ? Contracts.ReleaseNames.SelectMany(name => method.ContainingType.GetMembers(name)) : [];
        return FieldsOf(method).Any(field => SyntacticUse.MayRelease(method, field, ends));
    }

    private static bool NamesAnEnd(IMethodSymbol method) => method.DeclaringSyntaxReferences[0].GetSyntax().NamedOf(Contracts.ReleaseNames).Any();

    /// <summary>The names of the fields and properties that hold resources in the type of a method.</summary>
    private IEnumerable<string> FieldsOf(IMethodSymbol method)
    {
        foreach (var member in method.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && context.Catalog.IsResource(field.Type))
                yield return field.AssociatedSymbol?.Name ?? field.Name;
        }
    }

    /// <summary>Whether the declaration has a body, and not too long a one.</summary>
    public static bool CanBeRead(SyntaxNode syntax) => HasBody(syntax) && syntax.Span.Length <= MaxBodyLength;

    /// <summary>Whether a declaration has statements or an expression that run.</summary>
    public static bool HasBody(SyntaxNode syntax) => syntax switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        _ => false,
    };

    /// <summary>Whether a method does nothing but wait for overrides that do something.</summary>
    public static bool IsHook(IMethodSymbol method, SyntaxNode syntax) =>
        method.IsVirtual && syntax is MethodDeclarationSyntax { Body.Statements.Count: 0 };
}
