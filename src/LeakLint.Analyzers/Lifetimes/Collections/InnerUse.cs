using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>What a reference to a dictionary of collections does to the collections in it.</summary>
/// <param name="Grown">What is added to one of them, and where; null when nothing is.</param>
/// <param name="MayShrink">Whether entries are taken out of one, it is compared with a limit, or other code gets hold of it.</param>
internal readonly record struct InnerUse((IOperation At, IOperation Element)? Grown, bool MayShrink)
{
    /// <summary>Whether a call takes one entry out.</summary>
    public bool TakesOut { get; init; }

    public static InnerUse Of(IOperation reference)
    {
        var element = reference.Parent switch
        {
            IPropertyReferenceOperation { Property.IsIndexer: true } indexed when indexed.Instance == reference => indexed,
            IInvocationOperation { TargetMethod.Name: "GetOrAdd" or "GetValueOrDefault" } call when call.Instance == reference || call.Arguments.FirstOrDefault()?.Value == reference => call,
            IInvocationOperation { TargetMethod.Name: "TryGetValue", Arguments: { Length: 2 } arguments } => arguments[1].Value,
            IPropertyReferenceOperation { Property.Name: "Values" } values => values,
            _ => (IOperation?)null,
        };
        if (element is null || (element.Parent is IAssignmentOperation written && written.Target == element))
            return default;
        if (element is IPropertyReferenceOperation { Property.Name: "Values" })
            return new(null, true);
        return element is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } ? OfLocal(declared.Local, element) : OfValue(element);
    }

    private static InnerUse OfValue(IOperation element)
    {
        while (element.Parent is IConversionOperation or IParenthesizedOperation or ICoalesceOperation)
            element = element.Parent;
        switch (element.Parent)
        {
            case IInvocationOperation call when call.Instance == element:
                return OfCall(call);
            case IConditionalAccessOperation { WhenNotNull: IInvocationOperation { Instance: IConditionalAccessInstanceOperation } call }:
                return OfCall(call);
            case IPropertyReferenceOperation { Property.Name: "Count" or "Length" }:
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: false } target } } when target.RootNamespace() != "System":
            case IReturnOperation:
                return new(null, true);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return OfLocal(local, element);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment when assignment.Value == element:
                return OfLocal(local, element);
            case ILocalReferenceOperation:
            case IAssignmentOperation:
                return new(null, true);
            default:
                return default;
        }
    }

    private static InnerUse OfCall(IInvocationOperation call)
    {
        if (CollectionVerbs.Removes(call.TargetMethod.Name))
            return new(null, true) { TakesOut = call.TargetMethod.Name is "Remove" or "TryRemove" or "RemoveAll" or "RemoveAt" };
        return CollectionVerbs.Grows(call.TargetMethod.Name) && !call.Arguments.IsEmpty ? new((call, call.Arguments[call.Arguments.Length - 1].Value), false) : default;
    }

    private static InnerUse OfLocal(ILocalSymbol local, IOperation at)
    {
        var root = at;
        while (root.Parent is { } parent)
            root = parent;
        InnerUse all = default;
        foreach (var operation in root.Descendants())
        {
            if (operation is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local) || reference.Parent is ISimpleAssignmentOperation { Target: var target } && target == reference)
                continue;
            var use = OfValue(reference);
            all = new(all.Grown ?? use.Grown, all.MayShrink || use.MayShrink) { TakesOut = all.TakesOut || use.TakesOut };
        }

        return all;
    }
}
