using System.Collections.Concurrent;
using LeakLint.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Growth;

/// <summary>Gathers what the code does to collections that may live as long as the process, and asks the rules.</summary>
/// <remarks>
/// One for each compilation. A private collection is decided when its type is done, so that reports show while code is edited; one that other
/// types can reach, or whose lifetime a registration decides, at the end of the compilation.
/// </remarks>
internal sealed class CollectionRules
{
    private readonly ConcurrentDictionary<ISymbol, CollectionFacts?> _facts = new(SymbolEqualityComparer.Default);
    private readonly ProcessLong _lifetimes = new();

    public void Start(SymbolStartAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var interested = false;
        for (var owner = type; owner is not null && !interested; owner = owner.ContainingType)
            interested = HasCandidates(owner);
        if (interested)
        {
            context.RegisterOperationAction(
                operation => Note((IMemberReferenceOperation)operation.Operation, operation.ContainingSymbol, isPrivate: true), OperationKind.FieldReference, OperationKind.PropertyReference);
        }

        if (HasCandidates(type))
            context.RegisterSymbolEndAction(end => ReportPrivate(type, end));
    }

    /// <summary>References to collections that other types can reach; they may be anywhere.</summary>
    public void NoteShared(OperationAnalysisContext context) =>
        Note((IMemberReferenceOperation)context.Operation, context.ContainingSymbol, isPrivate: false);

    public void NoteRegistration(OperationAnalysisContext context) => _lifetimes.Note((IInvocationOperation)context.Operation);

    public void ReportRest(CompilationAnalysisContext context)
    {
        foreach (var facts in _facts.Values)
        {
            if (facts is null || IsDecidedWithType(facts.Holder))
                continue;
            var owner = facts.Holder.ContainingType;
            if (facts.Holder.IsStatic || ProcessLong.IsDeclared(owner) || _lifetimes.IsRegistered(owner))
                CollectionOnlyGrows.Check(facts, context.Options, context.Reporter(facts.Holder));
        }
    }

    private void ReportPrivate(INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        foreach (var member in type.GetMembers())
        {
            if (IsDecidedWithType(member) && _facts.TryGetValue(member, out var facts) && facts is not null)
                CollectionOnlyGrows.Check(facts, context.Options, context.Reporter(facts.Holder));
        }
    }

    private void Note(IMemberReferenceOperation reference, ISymbol member, bool isPrivate)
    {
        var holder = reference.Member.OriginalDefinition;
        if (holder.DeclaredAccessibility == Accessibility.Private != isPrivate || CollectionKinds.Of(reference.Type) == CollectionKind.None)
            return;
        _facts.GetOrAdd(holder, CollectionFacts.TryCreate)?.Note(reference, member);
    }

    private static bool HasCandidates(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member.DeclaredAccessibility == Accessibility.Private && member is IFieldSymbol field && CollectionKinds.Of(field.Type) != CollectionKind.None)
                return true;
        }

        return false;
    }

    private static bool IsDecidedWithType(ISymbol holder) =>
        holder.DeclaredAccessibility == Accessibility.Private && (holder.IsStatic || ProcessLong.IsDeclared(holder.ContainingType));
}
