using System;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Tasks;

/// <summary>An asynchronous function gives its caller no task.</summary>
internal static class AsyncVoid
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.AsyncVoid,
        title: "Asynchronous function returns no task",
        messageFormat: "{0} is async void: nobody can wait for its end, and a failure in it ends the process",
        category: RuleFamily.Tasks,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An asynchronous function gives its caller no task: nobody can wait for it before what it uses is released, and an exception in it ends the process.");

    private static readonly ImmutableDictionary<string, string?> _returnTask = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.ReturnTask);

    private static readonly string[] _testAttributes = ["Fact", "Theory", "Test", "TestMethod", "TestCase", "Benchmark", "SetUp", "TearDown"];

    /// <summary>What other analyzers call the same thing.</summary>
    private static readonly string[] _otherRules = ["VSTHRD100", "AsyncFixer03", "MA0155", "S3168"];

    public static void Check(IMethodSymbol method, Action<Diagnostic> report)
    {
        if (!method.IsAsync || !method.ReturnsVoid || method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
            return;
        if (IsForced(method) || IsHandler(method) || IsTest(method) || method.DeclaringSyntaxReferences.Length != 1)
            return;
        var declaration = method.DeclaringSyntaxReferences[0].GetSyntax();
        if (FunctionSyntax.HandlesFailures(declaration) || IsMeant(method, declaration) || IsSubscribed(method))
            return;
        // What several types agreed on is changed in all of them: that is worth a word, and no single edit.
        if (method.IsOverride || Contracts(method).Any())
            report(Diagnostic.Create(Rule, method.Locations[0], DiagnosticSeverity.Info, [], null, $"'{method.Name}'"));
        else
            report(Diagnostic.Create(Rule, method.Locations[0], SeverityIn(method.ContainingType, declaration), [], _returnTask, $"'{method.Name}'"));
    }

    public static void Check(ILocalFunctionOperation function, Action<Diagnostic> report)
    {
        var symbol = function.Symbol;
        if (!symbol.IsAsync || !symbol.ReturnsVoid || IsHandler(symbol) || IsInContext(symbol.ContainingType) || FunctionSyntax.HandlesFailures(function.Syntax))
            return;
        var body = function.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (body is null || !IsSubscribed(symbol.Name, body))
            report(Diagnostic.Create(Rule, symbol.Locations[0], SeverityIn(symbol.ContainingType, function.Syntax), [], _returnTask, $"'{symbol.Name}'"));
    }

    public static void Check(IDelegateCreationOperation creation, Action<Diagnostic> report)
    {
        if (creation.Target is not IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true } symbol } lambda)
            return;
        // LEAK4008 speaks of callbacks for the end of the program.
        if (IsHandler(symbol) || GoesToEvent(creation) || EndCallbacks.EventOf(creation) is not null || FunctionSyntax.HandlesFailures(lambda.Syntax))
            return;
        var arrow = lambda.Syntax is AnonymousFunctionExpressionSyntax { AsyncKeyword: { RawKind: not 0 } keyword } ? keyword.GetLocation() : lambda.Syntax.GetLocation();
        var taker = creation.Parent is IArgumentOperation { Parent: IInvocationOperation call } ? $"The lambda that '{call.TargetMethod.Name}' takes" : "This lambda";
        var severity = IsPosted(creation) ? DiagnosticSeverity.Info : SeverityIn(symbol.ContainingType, lambda.Syntax);
        report(Diagnostic.Create(Rule, arrow, severity, [], _returnTask, taker));
    }

    /// <summary>Who works for a user interface seldom has anything to wait for; that is worth a word, no more.</summary>
    private static DiagnosticSeverity SeverityIn(INamedTypeSymbol? type, SyntaxNode function) =>
        UserInterface.Includes(type) || UserInterface.IsUpdatedBy(function) ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;

    /// <summary>Whether it is shaped like the handler of an event, which has to be void.</summary>
    private static bool IsHandler(IMethodSymbol method) =>
        method.Parameters.Any(parameter => parameter.Type.Name.EndsWith("EventArgs", StringComparison.Ordinal) || parameter.Type.Name.EndsWith("Args", StringComparison.Ordinal))
        || (method.Parameters.Length == 2 && method.Parameters[0].Type.SpecialType == SpecialType.System_Object);

    private static bool IsPosted(IDelegateCreationOperation creation) =>
        creation.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType.Name: var taker } } && (taker == "SynchronizationContext" || taker.Contains("Dispatcher"));

    /// <summary>Whether the lambda handles an event or a command: what raises those wants no task.</summary>
    private static bool GoesToEvent(IDelegateCreationOperation creation)
    {
        var use = creation.Parent;
        while (use is IConversionOperation or IParenthesizedOperation or ICoalesceOperation or IConditionalOperation)
            use = use.Parent;
        return use switch
        {
            IEventAssignmentOperation => true,
            // The messages of a bus, or of an observable, are its events.
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var taker } } => taker.StartsWith("Subscribe", StringComparison.Ordinal),
            IArgumentOperation { Parent: IObjectCreationOperation { Type: { } made } } => made.AllInterfaces.Any(contract => contract.Name == "ICommand"),
            // A variable may be subscribed later.
            IVariableInitializerOperation or ISimpleAssignmentOperation => true,
            _ => false,
        };
    }

    /// <summary>Whether others decide that the method gives no task: a base class or contract that is not of this code, or what a user interface calls.</summary>
    private static bool IsForced(IMethodSymbol method)
    {
        var root = method;
        while (root.OverriddenMethod is { } overridden)
            root = overridden;
        var contracts = Contracts(method);
        return (method.IsOverride || contracts.Any())
            && (!root.HasSource() || !contracts.All(contract => contract.HasSource()) || Contracts(root).Any(contract => !contract.HasSource()) || UserInterface.Includes(method.ContainingType));
    }

    private static ImmutableArray<IMethodSymbol> Contracts(IMethodSymbol method)
    {
        if (!method.ExplicitInterfaceImplementations.IsEmpty)
            return method.ExplicitInterfaceImplementations;
        return
        [
            .. method.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers(method.Name)).OfType<IMethodSymbol>()
                .Where(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)),
        ];
    }

    /// <summary>Whether the author has said, to another analyzer that speaks of async void, that it is meant.</summary>
    private static bool IsMeant(IMethodSymbol method, SyntaxNode declaration) =>
        method.GetAttributes().Any(attribute => attribute is { AttributeClass.Name: "SuppressMessageAttribute", ConstructorArguments: { Length: 2 } arguments } && arguments[1].Value is string check && IsOfAsyncVoid(check))
        || Pragmas.Silence(declaration, _otherRules);

    private static bool IsOfAsyncVoid(string check) => Array.Exists(_otherRules, id => check.StartsWith(id, StringComparison.Ordinal));

    private static bool IsTest(IMethodSymbol method) =>
        method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is { } name
            && (_testAttributes.Any(test => name == test || name == test + "Attribute") || name.Contains("Command")));

    private static bool IsSubscribed(IMethodSymbol method) =>
        method.ContainingType.DeclaringSyntaxReferences.Any(part => IsSubscribed(method.Name, part.GetSyntax()) || EndCallbacks.IsRegistered(method.Name, part.GetSyntax()));

    /// <summary>Whether the function is added to an event somewhere in this code, or to what calls its events messages.</summary>
    private static bool IsSubscribed(string name, SyntaxNode code) => code.DescendantNodes().Any(node => node switch
    {
        AssignmentExpressionSyntax { OperatorToken.ValueText: "+=" or "-=" } assignment => IsFunction(assignment.Right, name),
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } argument => IsFunction(argument.Expression, name) && FunctionSyntax.NameOf(call).StartsWith("Subscribe", StringComparison.Ordinal),
        _ => false,
    });

    private static bool IsFunction(ExpressionSyntax code, string name) =>
        code is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } && code.GetLastToken().ValueText == name;

    /// <summary>What is posted to a context of our own fails there, not on the pool.</summary>
    private static bool IsInContext(INamedTypeSymbol? type) => type?.BaseType?.Name == "SynchronizationContext";
}
