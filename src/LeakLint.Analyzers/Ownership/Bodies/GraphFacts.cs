using System.Collections.Generic;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>What one look over a graph tells before the analysis: flags, captured variables, fields, and what it cannot understand.</summary>
internal sealed class GraphFacts
{
    private const int MaxFlags = 8;

    private List<ISymbol>? _lookedUp;

    private GraphFacts()
    {
    }

    /// <summary>Code that is no C#: nothing is said about it. Where only a name is unknown, the rest of the body still tells.</summary>
    public bool HasInvalidCode { get; private set; }

    /// <summary>Whether a name that means nothing here, as where a package is missing, may give a resource.</summary>
    public bool HasUnknownValues { get; private set; }

    /// <summary>Whether the body catches exceptions.</summary>
    public bool HasHandlers { get; private set; }

    /// <summary>The variables whose value, or being null, decides branches, with their numbers.</summary>
    public Dictionary<ISymbol, int> Flags { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The variable that a flow capture stands for, where it was captured as such.</summary>
    public Dictionary<CaptureId, ISymbol> CapturedVariables { get; } = [];

    /// <summary>Captures of a place that is only assigned: what is there now is not read, so they refer to nothing.</summary>
    public HashSet<CaptureId> PlaceCaptures { get; } = [];

    /// <summary>The captures of an object that was created on the spot, as in an object initialiser.</summary>
    public HashSet<CaptureId> CreatedCaptures { get; } = [];

    /// <summary>The locals and parameters that may hold a resource, with their types.</summary>
    public Dictionary<ISymbol, ITypeSymbol> Variables { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The locals that hold a collection or another object that this body made itself, and never one that a call gave by an out argument.</summary>
    public HashSet<ISymbol> LocalContainers { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The resource fields of the own object or type that the body uses, with where it does first.</summary>
    public Dictionary<ISymbol, SyntaxNode> Fields { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The fields that the body assigns.</summary>
    public HashSet<ISymbol> AssignedFields { get; } = new(SymbolEqualityComparer.Default);

    public static GraphFacts Collect(ControlFlowGraph graph, OwnershipContext context)
    {
        var (catalog, types) = (context.Catalog, context.Types);
        var facts = new GraphFacts { HasHandlers = HasCatch(graph.Root) };
        var isBroken = graph.OriginalOperation.Syntax.ContainsDiagnostics;
        var tested = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        var assigned = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
                facts.Collect(operation, assigned, catalog, types, isBroken);
            if (block.BranchValue is not { } value)
                continue;
            facts.Collect(value, assigned, catalog, types, isBroken);
            if (block.ConditionKind != ControlFlowConditionKind.None && (FlagOf(value) ?? facts.NullTested(value)) is { } flag)
                tested[flag] = tested.TryGetValue(flag, out var count) ? count + 1 : 1;
        }

        foreach (var lookedUp in facts._lookedUp ?? [])
            facts.LocalContainers.Remove(lookedUp);
        // Flags that are set here, such as "ownsStream", tell more than those that are only given, if there are too many.
        foreach (var isSetHere in new[] { true, false })
        {
            foreach (var test in tested)
            {
                if (facts.Flags.Count < MaxFlags && assigned.ContainsKey(test.Key) == isSetHere && IsWorthFollowing(test.Key, test.Value, assigned))
                    facts.Flags.Add(test.Key, facts.Flags.Count);
            }
        }

        return facts;
    }

    public static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => FieldOf(operation),
    };

    /// <summary>The field, or property that stands for one, of the own object or type.</summary>
    public static ISymbol? FieldOf(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: { IsConst: false } field } reference
            when reference.Instance.IsThis() || (reference.Instance is null && field.IsStatic) => field,
        _ => null,
    };

    /// <summary>A flag that is set here is worth following; one that is only given, when it is asked twice; null, when it cannot change.</summary>
    private static bool IsWorthFollowing(ISymbol tested, int count, Dictionary<ISymbol, int> assigned)
    {
        if (StableFlags.IsStable(tested))
            return count > 1 && !assigned.ContainsKey(tested);
        return TypeOf(tested)?.SpecialType == SpecialType.System_Boolean
            ? assigned.ContainsKey(tested) || count > 1
            : count > 1 && IsConstant(tested, assigned);
    }

    private static bool IsConstant(ISymbol variable, Dictionary<ISymbol, int> assigned)
    {
        assigned.TryGetValue(variable, out var count);
        return count <= (variable is ILocalSymbol ? 1 : 0);
    }

    private static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    /// <summary>The local or parameter that a condition asks for null.</summary>
    private ISymbol? NullTested(IOperation condition)
    {
        while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not)
            condition = not.Operand;
        var tested = condition switch
        {
            IIsNullOperation isNull => isNull.Operand,
            IBinaryOperation binary when binary.RightOperand.Unwrapped().IsNullLiteral() => binary.LeftOperand,
            IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } } pattern => pattern.Value,
            _ => null,
        };
        return tested is not null && VariableBehind(tested.Unwrapped()) is ILocalSymbol or IParameterSymbol ? VariableBehind(tested.Unwrapped()) : null;
    }

    private static bool HasCatch(ControlFlowRegion region)
    {
        if (region.Kind == ControlFlowRegionKind.TryAndCatch)
            return true;
        foreach (var nested in region.NestedRegions)
        {
            if (HasCatch(nested))
                return true;
        }

        return false;
    }

    private static ISymbol? FlagOf(IOperation condition)
    {
        while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not)
            condition = not.Operand;
        return condition.Type?.SpecialType == SpecialType.System_Boolean
            ? condition switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => StableFlags.Find(condition),
            }
            : null;
    }

    private void Collect(IOperation root, Dictionary<ISymbol, int> assigned, ResourceCatalog catalog, KnownTypes types, bool isBroken)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            switch (operation.Kind)
            {
                // With nullable on, Roslyn puts an implicit invalid operation where code locks a System.Threading.Lock.
                case OperationKind.Invalid when operation.IsImplicit && operation.Syntax.FirstAncestorOrSelf<LockStatementSyntax>() is not null:
                    break;
                case OperationKind.Invalid:
                    HasUnknownValues = HasUnknownValues || UnknownCode.MayGive(operation, types);
                    HasInvalidCode = HasInvalidCode || isBroken;
                    break;
                case OperationKind.FlowCapture:
                    var capture = (IFlowCaptureOperation)operation;
                    if (VariableBehind(capture.Value) is { } variable)
                    {
                        CapturedVariables[capture.Id] = variable;
                        PlaceCaptures.Add(capture.Id);
                    }
                    else if (IsCreated(capture.Value))
                        CreatedCaptures.Add(capture.Id);
                    break;
                case OperationKind.SimpleAssignment:
                    var assignment = (ISimpleAssignmentOperation)operation;
                    if (VariableBehind(assignment.Target) is not { } target)
                        break;
                    assigned[target] = assigned.TryGetValue(target, out var times) ? times + 1 : 1;
                    if (target is IFieldSymbol)
                        AssignedFields.Add(target);
                    if (target is ILocalSymbol && !catalog.IsResource(assignment.Target.Type) && (IsCreated(assignment.Value) || IsCreatedCapture(assignment.Value)))
                        LocalContainers.Add(target);
                    break;
                case OperationKind.Argument when ((IArgumentOperation)operation).Parameter?.RefKind == RefKind.Out:
                    var given = ((IArgumentOperation)operation).Value;
                    if ((given is IDeclarationExpressionOperation declared ? declared.Expression : given) is ILocalReferenceOperation { Local: var lookedUp } && !catalog.IsResource(lookedUp.Type))
                        (_lookedUp ??= []).Add(lookedUp);
                    break;
                case OperationKind.FlowCaptureReference when operation.Parent is not ISimpleAssignmentOperation { Target: var place } || place != operation:
                    PlaceCaptures.Remove(((IFlowCaptureReferenceOperation)operation).Id);
                    break;
                case OperationKind.LocalReference or OperationKind.ParameterReference:
                    if (operation.Type is { TypeKind: not TypeKind.Delegate } type && !type.IsSimple())
                        Variables[VariableOf(operation)!] = type;
                    break;
                case OperationKind.FieldReference:
                    if (FieldOf(operation) is { } field && catalog.IsResource(operation.Type) && !Fields.ContainsKey(field))
                        Fields.Add(field, operation.Syntax);
                    break;
            }
        }
    }

    /// <summary>The variable that an operation stands for, directly or by a capture of it.</summary>
    private ISymbol? VariableBehind(IOperation target) =>
        target is IFlowCaptureReferenceOperation capture && CapturedVariables.TryGetValue(capture.Id, out var captured) ? captured : VariableOf(target);

    private bool IsCreatedCapture(IOperation value) => value.Unwrapped() is IFlowCaptureReferenceOperation capture && CreatedCaptures.Contains(capture.Id);

    private static bool IsCreated(IOperation value) =>
        value.Unwrapped() is IObjectCreationOperation or IArrayCreationOperation or ICollectionExpressionOperation;
}
