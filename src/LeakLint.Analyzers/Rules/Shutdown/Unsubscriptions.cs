using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>Compares what a type adds to an event with what it means to remove.</summary>
internal static class Unsubscriptions
{
    private static readonly string[] _detaching = ["Unsubscribe", "Detach", "Unregister", "Unhook", "Unbind", "OnDetach", "OnUnload", "RemoveHandler"];

    public static IdleUnsubscription? Find(IEventAssignmentOperation assignment, ISymbol member)
    {
        if (assignment.Syntax is not AssignmentExpressionSyntax syntax || member.ContainingType is not { } type || assignment.EventReference is not IEventReferenceOperation { Event: var raised })
            return null;
        if (member is IMethodSymbol { MethodKind: MethodKind.EventRemove })
            return EventAccessors.Find(syntax);
        if (assignment.Adds)
            return IsDetaching(member) || IsBeforeRelease(syntax) ? FindAddition(syntax, raised, type) : EventAccessors.FindPair(syntax);
        return assignment.HandlerValue.Unwrapped() switch
        {
            IDelegateCreationOperation { Target: IAnonymousFunctionOperation } => FindLambda(syntax, raised, type),
            IDelegateCreationOperation { Target: IMethodReferenceOperation { Instance: IObjectCreationOperation } } =>
                new(syntax.GetLocation(), raised.Name, "the handler that is removed belongs to a new object, so it was never added", null),
            IInvocationOperation { TargetMethod: var maker } when MakesNew(maker) =>
                new(syntax.GetLocation(), raised.Name, $"'{maker.Name}' makes a new delegate each time, so this one was never added", null),
            IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: var method } } when method.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal => FindOther(syntax, method, raised, type),
            _ => null,
        };
    }

    /// <summary>Whether the method gives a lambda that refers to its parameters: each call gives another delegate.</summary>
    private static bool MakesNew(IMethodSymbol maker)
    {
        if (maker.Parameters.IsEmpty || maker.DeclaringSyntaxReferences is not { Length: 1 } declarations || declarations[0].GetSyntax() is not { } declaration || FunctionSyntax.FindBody(declaration) is not { } body)
            return false;
        List<ExpressionSyntax?> given = body is ExpressionSyntax value ? [value] : [.. FunctionSyntax.NodesRunWith(body).OfType<ReturnStatementSyntax>().Select(returned => returned.Expression)];
        return given.Count > 0 && given.TrueForAll(made => made is AnonymousFunctionExpressionSyntax lambda
            && lambda.Body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => maker.Parameters.Any(parameter => parameter.Name == name.Identifier.ValueText)));
    }

    /// <summary>Each lambda is a delegate of its own: one that stands at the removal was never added.</summary>
    private static IdleUnsubscription FindLambda(AssignmentExpressionSyntax removal, IEventSymbol raised, INamedTypeSymbol type)
    {
        var idle = new IdleUnsubscription(removal.GetLocation(), raised.Name, "a lambda at '-=' is a new delegate, so it removes nothing", null);
        var additions = Assignments(type, SyntaxKind.AddAssignmentExpression).Where(addition => Written(addition.Left) == Written(removal.Left)).ToList();
        if (additions.Count != 1 || additions[0] is not { Right: AnonymousFunctionExpressionSyntax added } only || only.SyntaxTree != removal.SyntaxTree)
            return additions.Count == 1 && additions[0].Right is IdentifierNameSyntax stored
                ? idle with { Added = additions[0].GetLocation(), Repair = Repairs.NameHandler, Name = stored.Identifier.ValueText }
                : idle;
        idle = idle with { Added = only.GetLocation() };
        return Forwarded(added) is { } method
            ? idle with { Repair = Repairs.NameHandler, Name = method }
            : idle with { Repair = Repairs.StoreHandler, Name = "on" + raised.Name };
    }

    /// <summary>A method is removed that is added to no event of this name, while the one that is added is never removed.</summary>
    private static IdleUnsubscription? FindOther(AssignmentExpressionSyntax removal, IMethodSymbol removed, IEventSymbol raised, INamedTypeSymbol type)
    {
        var additions = Assignments(type, SyntaxKind.AddAssignmentExpression).Where(addition => addition.Left.GetLastToken().ValueText == raised.Name).ToList();
        if (additions.Count == 0 || additions.Exists(addition => Handler(addition.Right) is not { } handler || handler == removed.Name))
            return null;
        var gone = Assignments(type, SyntaxKind.SubtractAssignmentExpression).Select(other => Handler(other.Right)).ToList();
        var left = additions.FindAll(addition => Written(addition.Left) == Written(removal.Left) && !gone.Contains(Handler(addition.Right)));
        return left.Count == 0 || left.Select(addition => Handler(addition.Right)).Distinct().Count() > 1
            ? null
            : new(removal.GetLocation(), raised.Name, $"'{removed.Name}' is removed, and '{Handler(left[0].Right)}' was added", left[0].GetLocation()) { Repair = Repairs.NameHandler, Name = Handler(left[0].Right) };
    }

    /// <summary>The member that detaches adds what another one has added already, and nobody removes it.</summary>
    private static IdleUnsubscription? FindAddition(AssignmentExpressionSyntax addition, IEventSymbol raised, INamedTypeSymbol type)
    {
        if (Handler(addition.Right) is not { } handler)
            return null;
        bool IsSame(AssignmentExpressionSyntax other) => Written(other.Left) == Written(addition.Left) && Handler(other.Right) == handler;
        if (Assignments(type, SyntaxKind.SubtractAssignmentExpression).Any(other => other.Left.GetLastToken().ValueText == raised.Name && Handler(other.Right) == handler))
            return null;
        var first = Assignments(type, SyntaxKind.AddAssignmentExpression).FirstOrDefault(other => !Contains(MemberOf(addition), other) && IsSame(other));
        return first is null
            ? null
            : new(addition.GetLocation(), raised.Name, $"'{handler}' is added once more where it should be removed", first.GetLocation()) { Repair = Repairs.Unsubscribe };
    }

    /// <summary>Whether the publisher is released at once, so that whatever its last handler does was meant to end: <c>_port.Received += OnReceived; _port.Dispose();</c></summary>
    private static bool IsBeforeRelease(AssignmentExpressionSyntax addition) =>
        addition is { Left: MemberAccessExpressionSyntax { Expression: var publisher }, Parent: ExpressionStatementSyntax { Parent: BlockSyntax block } statement }
        && block.Statements.Skip(block.Statements.IndexOf(statement) + 1).TakeWhile(next => next is ExpressionStatementSyntax).Any(next =>
            next is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose", Expression: var released } } } && SyntaxFactory.AreEquivalent(publisher, released));

    private static bool IsDetaching(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method
        && (ReleaseMembers.IsFormal(method) || Array.Exists(_detaching, start => method.SimpleName().StartsWith(start, StringComparison.Ordinal)));

    private static IEnumerable<AssignmentExpressionSyntax> Assignments(INamedTypeSymbol type, SyntaxKind kind) =>
        type.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax().DescendantNodes()).OfType<AssignmentExpressionSyntax>().Where(assignment => assignment.IsKind(kind));

    /// <summary>The method that a lambda only calls with its own parameters: <c>(s, e) => OnChanged(s, e)</c>.</summary>
    private static string? Forwarded(AnonymousFunctionExpressionSyntax lambda)
    {
        var parameters = lambda switch
        {
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: var several } => several.Select(parameter => parameter.Identifier.ValueText),
            SimpleLambdaExpressionSyntax { Parameter: var one } => [one.Identifier.ValueText],
            _ => null,
        };
        return parameters is not null && lambda.AsyncKeyword.IsKind(SyntaxKind.None)
            && lambda.ExpressionBody is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var method }, ArgumentList.Arguments: var arguments }
            && arguments.Select(argument => argument.ToString()).SequenceEqual(parameters)
                ? method
                : null;
    }

    /// <summary>The name of the method, field or variable that is added or removed; null for anything else.</summary>
    private static string? Handler(ExpressionSyntax handler) => handler switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText,
        ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } => Handler(arguments[0].Expression),
        _ => null,
    };

    // A constructor adds to its parameter 'service', the rest of the type removes from its field '_service'.
    public static string Written(ExpressionSyntax left) => left.WithoutTrivia().ToString().Replace("this.", "").Replace("!", "").Replace("?", "").TrimStart('_');

    private static SyntaxNode? MemberOf(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    private static bool Contains(SyntaxNode? outer, SyntaxNode inner) => outer is not null && outer.SyntaxTree == inner.SyntaxTree && outer.Span.Contains(inner.Span);
}
