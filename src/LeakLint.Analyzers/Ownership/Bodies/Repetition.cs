using System;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>Tells whether a body may run again on the same object, so that its fields may already hold what it stored before.</summary>
internal static class Repetition
{
    private static readonly string[] OnceVerbs =
    [
        "Start", "PreStart", "Init", "SetUp", "Setup", "Configure", "Build", "Create", "Load", "Open", "OnStart", "OnInit", "OnLoad", "OnCreate", "OnLaunched",
        "OnActivated", "Activate", "Install", "Boot", "Prepare", "BeforeEach", "BeforeAll", "Awake", "Execute", "Main", "Run", "Begin", "Establish",
        "Arrange", "Connect", "Given", "Ensure", "Lazy", "OneTime", "Test", "Should", "Host",
    ];

    public static bool MayRunAgain(ISymbol function, ControlFlowGraph graph)
    {
        if (function is not IMethodSymbol method)
            return false;
        switch (method.MethodKind)
        {
            case MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.PropertyGet or MethodKind.Destructor:
            case MethodKind.AnonymousFunction or MethodKind.LocalFunction:
                return false;
            case MethodKind.PropertySet:
                return true;
        }

        // A test method or a set-up runs on an object of its own, and so does what they call.
        return !IsTakenForOnce(method) && method.GetAttributes().IsEmpty && !IsGuardedByFlag(graph) && !TestTypes.Includes(method.ContainingType);
    }

    /// <summary>Whether the method looks as if it ran once for each object, by its name; a private one runs when its callers say so.</summary>
    public static bool IsTakenForOnce(IMethodSymbol method)
    {
        var name = method.SimpleName();
        return method.DeclaredAccessibility == Accessibility.Private || Array.Exists(OnceVerbs, verb => name.StartsWith(verb, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a field or property that is a flag decides what the body does: "if (_started) return;".</summary>
    private static bool IsGuardedByFlag(ControlFlowGraph graph)
    {
        foreach (var block in graph.Blocks)
        {
            if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { } condition)
                continue;
            foreach (var operation in condition.DescendantsAndSelf())
            {
                if (operation is IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean or SpecialType.System_Int32 } reference
                    && (reference.Instance is null || reference.Instance.IsThis()))
                    return true;
                // "if (!_gate.TryEnter()) return;": whoever comes second is sent away.
                if (operation is IInvocationOperation { TargetMethod: { Name: var called, ReturnType.SpecialType: SpecialType.System_Boolean }, Instance: IMemberReferenceOperation }
                    && called.StartsWith("Try", StringComparison.Ordinal) && (called.EndsWith("Lock", StringComparison.Ordinal) || called.EndsWith("Enter", StringComparison.Ordinal)))
                    return true;
            }
        }

        return false;
    }
}
