using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>Tells which expressions may carry the signal to stop: every token does, except those of which it is known that nobody cancels them then.</summary>
internal sealed class StopSignals
{
    private const int MaxDepth = 3;

    private readonly BodyIndex _index;
    private readonly ILookup<ISymbol, IOperation> _roots;
    private readonly HashSet<ISymbol> _dead = new(SymbolEqualityComparer.Default);

    public StopSignals(BodyIndex index, ILookup<ISymbol, IOperation> roots, IEnumerable<ISymbol> dead)
    {
        (_index, _roots) = (index, roots);
        _dead.UnionWith(dead);
    }

    public static bool IsToken(ITypeSymbol? type) => type is { Name: "CancellationToken" } && type.FullName() == "System.Threading.CancellationToken";

    /// <summary>Whether the code, or what it calls in the same type, refers to something that may carry the signal.</summary>
    public bool Mentions(IOperation code) => Mentions(code, MaxDepth);

    /// <summary>Whether the code refers to a token of which it is known that the stop does not cancel it.</summary>
    public bool MentionsDead(IOperation code) => code.DescendantsAndSelf().Any(operation => Referred(operation) is { } symbol && _dead.Contains(symbol));

    /// <summary>Whether a value of a token type is one that nobody cancels when the host stops.</summary>
    public bool IsDead(IOperation token) => !Mentions(token);

    private bool Mentions(IOperation code, int depth)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            if (CarriesItself(operation, depth))
                return true;
            if (depth > 0 && operation is IInvocationOperation { TargetMethod: var called } && !code.Syntax.Span.Contains(Span(called))
                && Bodies(called, code).Any(body => Mentions(body, depth - 1)))
                return true;
        }

        return false;
    }

    private bool CarriesItself(IOperation operation, int depth) => operation switch
    {
        IParameterReferenceOperation { Parameter: var parameter } => IsSignal(parameter.Type) && !_dead.Contains(parameter),
        IFieldReferenceOperation { Field: var field } => IsSignal(field.Type) && !_dead.Contains(field),
        ILocalReferenceOperation { Local: var local } => !_dead.Contains(local) && LocalCarries(local, depth),
        IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } } => false,
        IPropertyReferenceOperation { Property: { Name: "Token", ContainingType.Name: "CancellationTokenSource" }, Instance: ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation } => false,
        IPropertyReferenceOperation { Property: var property } => IsSignal(property.Type),
        IInvocationOperation { TargetMethod: { Name: not "CreateLinkedTokenSource" } method } => IsSignal(method.ReturnType),
        _ => false,
    };

    /// <summary>A local carries the signal when a value of it does: a token, a linked source, a task that waits for the stop.</summary>
    private bool LocalCarries(ILocalSymbol local, int depth)
    {
        if (local.IsForEach || depth == 0)
            return IsSignal(local.Type);
        var values = _index.ValuesOf(local);
        if (values.Count == 0)
            return IsSignal(local.Type);
        return values.Any(value => value is null ? IsSignal(local.Type) : !IsOwnSource(local, value) && Mentions(value, depth - 1));
    }

    /// <summary>Whether the local is a source of its own that nothing but time cancels.</summary>
    private bool IsOwnSource(ILocalSymbol local, IOperation value) =>
        value is IObjectCreationOperation { Type.Name: "CancellationTokenSource" }
        && _index.ReferencesTo(local).All(reference => reference.Operation.Parent is IPropertyReferenceOperation { Property.Name: "Token" }
            or IInvocationOperation { TargetMethod.Name: "CancelAfter" or "Dispose" });

    private IEnumerable<IOperation> Bodies(IMethodSymbol method, IOperation code) =>
        method.MethodKind == MethodKind.LocalFunction
            ? Root(code).Descendants().OfType<ILocalFunctionOperation>().Where(function => SymbolEqualityComparer.Default.Equals(function.Symbol, method.OriginalDefinition))
            : _roots[method.OriginalDefinition];

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    private static Microsoft.CodeAnalysis.Text.TextSpan Span(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences is { Length: > 0 } declarations ? declarations[0].Span : default;

    private static bool IsSignal(ITypeSymbol type) =>
        type is { Name: "CancellationToken" or "CancellationTokenSource" or "IHostApplicationLifetime" or "IChangeToken" };

    private static ISymbol? Referred(IOperation operation) => operation switch
    {
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        ILocalReferenceOperation { Local: var local } => local,
        _ => null,
    };
}
