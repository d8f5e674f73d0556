using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>Entries that stand for a question to which somebody waits for the answer: what they keep completes a task.</summary>
internal static class PendingEntries
{
    public static bool AreIn(CollectionFacts facts) =>
        facts.Kind == CollectionKind.Keyed && CollectionKinds.ValueOf(facts.Type) is { } value && (IsSource(value) || Parts(value).Any(IsSource));

    /// <summary>Whether all that is ever taken out is everything: whoever answers looks an entry up, and leaves it there.</summary>
    public static bool AreOnlyLookedUp(CollectionFacts facts) => AreIn(facts) && facts.IsRead && facts.Removals.All(removal => removal.Key is null);

    /// <summary>Whether the entry that is added waits: it keeps a source of a task, or functions that are made for it and complete one.</summary>
    public static bool Is(AdditionSite addition, CollectionFacts facts) => AreIn(facts)
        || (addition.Value?.Unwrapped() is IObjectCreationOperation or IDelegateCreationOperation && addition.Value.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => FunctionSyntax.NameOf(call) is "TrySetResult" or "SetResult"));

    private static bool IsSource(ITypeSymbol type) => type.Name == "TaskCompletionSource" && type.RootNamespace() == "System";

    private static System.Collections.Generic.IEnumerable<ITypeSymbol> Parts(ITypeSymbol value) =>
        value is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.Select(element => element.Type)
        : value.HasSource() ? value.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic).Select(field => field.Type) : [];
}
