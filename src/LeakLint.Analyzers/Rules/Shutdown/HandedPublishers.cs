using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>
/// Events of objects that a type was given: how long these live the type does not say, but its own tear-down does. Where it takes back other handlers from the same object, the one that is
/// left was forgotten; where it has a tear-down and no handler is taken back, the object still refers to what has been released.
/// </summary>
internal sealed class HandedPublishers
{
    private static readonly string[] _ending =
    [
        "Dispose", "Close", "Closing", "Closed", "Stop", "Unload", "Unloaded", "Detach", "Detached", "Unsubscribe", "Unregister", "Unhook", "Uninitialize", "Deinitialize", "Shutdown", "Cleanup", "CleanUp", "Terminate",
        "Teardown", "TearDown", "Remove", "NavigatedFrom", "NavigatingFrom", "Deactivate", "Deactivated", "Disconnect", "Destroy", "Exit", "Free",
    ];

    private static readonly (string Start, string End)[] _pairs =
        [("Start", "Stop"), ("StartAsync", "StopAsync"), ("Open", "Close"), ("OpenAsync", "CloseAsync"), ("Attach", "Detach"), ("Activate", "Deactivate"), ("Enable", "Disable"), ("Connect", "Disconnect"), ("Load", "Unload"), ("Subscribe", "Unsubscribe")];

    private static readonly string[] _told = ["Unsubscribed", "OnDetachedFromVisualTree", "OnDetachedFromLogicalTree", "Shutdown", "OnStop"];

    private readonly ConcurrentDictionary<INamedTypeSymbol, List<AssignmentExpressionSyntax>> _removals = new(SymbolEqualityComparer.Default);

    /// <summary>The event of the same publisher whose handler the tear-down of the type does remove; null where there is none, or where the publisher is a part of the type.</summary>
    public string? FindSibling(IEventAssignmentOperation addition, INamedTypeSymbol subscriber)
    {
        if (addition.Syntax is not AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var publisher } } || addition.EventReference is not IEventReferenceOperation { Event: var raised, Instance: { } instance })
            return null;
        var removals = _removals.GetOrAdd(subscriber, FindRemovals);
        if (removals.Count == 0 || removals.Exists(removal => NameOf(removal) == raised.Name && !IsOfOther(removal, publisher, subscriber)))
            return null;
        var sibling = removals.Find(removal => IsInTearDown(removal) && removal.Left is MemberAccessExpressionSyntax { Expression: var other } && (Written(other) == Written(publisher) || IsOfSameRoot(other, publisher)));
        if (sibling is not null)
            return IsHanded(instance, subscriber, always: false) && !IsMisremoved(raised, subscriber) ? NameOf(sibling) : null;
        return FindExchanged(addition.Syntax, publisher, removals) is { } exchanged && !removals.Exists(removal => NameOf(removal) == raised.Name) ? NameOf(exchanged) : null;
    }

    /// <summary>Whether the handler that is removed is one that the type adds to the same event of another object.</summary>
    private static bool IsOfOther(AssignmentExpressionSyntax removal, ExpressionSyntax publisher, INamedTypeSymbol type) =>
        removal.Left is MemberAccessExpressionSyntax { Expression: var other } && Written(other) != Written(publisher)
        && Nodes(type).Any(node => node is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } addition && SyntaxFactory.AreEquivalent(addition.Left, removal.Left));

    /// <summary>Whether both are parts of the same object: <c>_media.Source</c> and <c>_media.Sink</c>.</summary>
    private static bool IsOfSameRoot(ExpressionSyntax one, ExpressionSyntax other) =>
        one is MemberAccessExpressionSyntax && other is MemberAccessExpressionSyntax && RootOf(one) is { } root && root == RootOf(other);

    /// <summary>
    /// The removal, from the object that was there before, of a handler that is added to the new one beside this addition: <c>_model.Acked -= OnAcked; _model = model; model.Acked += OnAcked; model.Returned += OnReturned;</c>
    /// </summary>
    private static AssignmentExpressionSyntax? FindExchanged(SyntaxNode addition, ExpressionSyntax publisher, List<AssignmentExpressionSyntax> removals)
    {
        if (addition.Parent?.Parent is not BlockSyntax block)
            return null;
        var beside = block.Statements.Select(statement => (statement as ExpressionStatementSyntax)?.Expression).OfType<AssignmentExpressionSyntax>().ToList();
        return removals.Find(removal => removal.Left is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax before, Name: var name }
            && beside.Exists(kept => kept.IsKind(SyntaxKind.SimpleAssignmentExpression) && SyntaxFactory.AreEquivalent(kept.Left, before) && SyntaxFactory.AreEquivalent(kept.Right, publisher))
            && beside.Exists(again => again.IsKind(SyntaxKind.AddAssignmentExpression) && again.Left is MemberAccessExpressionSyntax { Expression: var now, Name: var raised }
                && SyntaxFactory.AreEquivalent(now, publisher) && SyntaxFactory.AreEquivalent(raised, name) && SyntaxFactory.AreEquivalent(again.Right, removal.Right)));
    }

    /// <summary>Whether the type, which is released, adds to an object that its constructor was given, and its release takes nothing back.</summary>
    public bool IsLeftBehind(IEventAssignmentOperation addition, INamedTypeSymbol subscriber) =>
        addition.Syntax is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax } && addition.EventReference is IEventReferenceOperation { Event: var raised, Instance: { } instance }
        && !_removals.GetOrAdd(subscriber, FindRemovals).Exists(removal => NameOf(removal) == raised.Name)
        // What a method is given may be gone when the call is over, and who says that it ends will let go of its subscribers.
        && instance.Unwrapped() is not IParameterReferenceOperation { Parameter.ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.Constructor } }
        && raised.Name is not ("Closed" or "Closing" or "Disposed" or "Exited" or "Unloaded" or "Completed" or "Disconnected")
        && (HasOwnRelease(subscriber) || HasOwnEnd(addition.Syntax, subscriber)) && IsHanded(instance, subscriber) && !IsMisremoved(raised, subscriber);

    /// <summary>Whether the tear-down adds to the event once more: LEAK4010 speaks of that.</summary>
    private static bool IsMisremoved(IEventSymbol raised, INamedTypeSymbol type) => Nodes(type).Any(node =>
        node is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } addition && NameOf(addition) == raised.Name && IsInTearDown(addition));

    /// <summary>Whether the type can be stopped where the addition is part of its start, or is told when what it works for ends.</summary>
    private static bool HasOwnEnd(SyntaxNode addition, INamedTypeSymbol type)
    {
        var start = addition.FirstAncestorOrSelf<MemberDeclarationSyntax>() is MethodDeclarationSyntax { Identifier.ValueText: var name } ? name : "";
        return type.GetMembers().OfType<IMethodSymbol>().Any(member => member is { IsStatic: false, MethodKind: MethodKind.Ordinary }
            && (Array.Exists(_pairs, pair => start == pair.Start && member.Name == pair.End) || (member.IsOverride && Array.IndexOf(_told, member.Name) >= 0))
            && member.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is MethodDeclarationSyntax { Body.Statements.Count: > 0 } or MethodDeclarationSyntax { ExpressionBody: not null }));
    }

    /// <summary>Whether the type has a release that does something.</summary>
    public static bool HasOwnRelease(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>().Any(member =>
        member is { IsStatic: false, MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } && ReleaseMembers.IsFormal(member)
        && member.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is MethodDeclarationSyntax { Body.Statements.Count: > 0 } or MethodDeclarationSyntax { ExpressionBody: not null }));

    /// <summary>Whether the publisher came from outside: an object that the type was given, or reached by way of one, and does not release.</summary>
    private static bool IsHanded(IOperation? publisher, INamedTypeSymbol subscriber, bool always = true)
    {
        while (true)
        {
            switch (publisher?.Unwrapped())
            {
                case IPropertyReferenceOperation { Instance: { } instance } when !instance.IsThis():
                    publisher = instance;
                    break;
                case IFieldReferenceOperation { Instance: { } instance } when !instance.IsThis():
                    publisher = instance;
                    break;
                case IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter }:
                    return !IsPart(parameter.Name, subscriber) && !KeepersOf(parameter.Name, subscriber).Any(member => IsPart(member, subscriber));
                case IFieldReferenceOperation { Field: { IsStatic: false } field }:
                    return IsGiven(field.Name, subscriber, always) && !IsPart(field.Name, subscriber);
                case IPropertyReferenceOperation { Property: { IsStatic: false, DeclaringSyntaxReferences.IsEmpty: false } property }:
                    return IsGiven(property.Name, subscriber, always) && !IsPart(property.Name, subscriber);
                default:
                    return false;
            }
        }
    }

    /// <summary>Whether what the member is assigned, always or at times, is a parameter, or something that one of those leads to.</summary>
    private static bool IsGiven(string member, INamedTypeSymbol type, bool always)
    {
        var values = Nodes(type).Select(node => node switch
        {
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when NameOf(assignment.Left) == member => assignment.Right,
            VariableDeclaratorSyntax { Initializer.Value: { } value, Parent.Parent: FieldDeclarationSyntax } field when field.Identifier.ValueText == member => value,
            PropertyDeclarationSyntax { Initializer.Value: { } value } property when property.Identifier.ValueText == member => value,
            _ => null,
        }).OfType<ExpressionSyntax>().Where(value => !value.IsKind(SyntaxKind.NullLiteralExpression) && !value.IsKind(SyntaxKind.SuppressNullableWarningExpression)).ToList();
        var given = values.FindAll(value => RootOf(value) is { } root && IsParameter(root, value));
        return given.Count > 0 && (!always || given.Count == values.Count);
    }

    /// <summary>The members that are assigned what the parameter holds.</summary>
    private static IEnumerable<string> KeepersOf(string parameter, INamedTypeSymbol type) => Nodes(type).OfType<AssignmentExpressionSyntax>()
        .Where(assignment => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && assignment.Right is not MemberAccessExpressionSyntax && RootOf(assignment.Right) == parameter)
        .Select(assignment => NameOf(assignment.Left)).OfType<string>();

    private static bool IsParameter(string name, SyntaxNode use)
    {
        foreach (var outer in use.Ancestors())
        {
            var parameters = outer switch
            {
                BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
                TypeDeclarationSyntax { ParameterList.Parameters: var primary } => primary,
                _ => default,
            };
            if (parameters.Any(parameter => parameter.Identifier.ValueText == name))
                return true;
        }

        return false;
    }

    /// <summary>Whether the type releases the publisher, makes it, or shows it as one of its own: then they go together.</summary>
    private static bool IsPart(string publisher, INamedTypeSymbol type) => Nodes(type).Any(node => node switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "DisposeAsync" or "Close" or "Kill", Expression: var released } => NameOf(released) == publisher,
        MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Dispose" or "DisposeAsync" or "Close" or "Kill", Parent: InvocationExpressionSyntax { Parent: ConditionalAccessExpressionSyntax { Expression: var released } } } =>
            NameOf(released) == publisher,
        _ => false,
    });

    private static bool IsInTearDown(SyntaxNode removal)
    {
        var name = removal.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault() switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            DestructorDeclarationSyntax => "Dispose",
            _ => "",
        };
        return Array.Exists(_ending, word => name.IndexOf(word, StringComparison.Ordinal) >= 0);
    }

    private static List<AssignmentExpressionSyntax> FindRemovals(INamedTypeSymbol type) =>
        Nodes(type).OfType<AssignmentExpressionSyntax>().Where(assignment => assignment.IsKind(SyntaxKind.SubtractAssignmentExpression) && !Subscribers.IsRenewal(assignment)).ToList();

    private static IEnumerable<SyntaxNode> Nodes(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax().DescendantNodes());

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        AssignmentExpressionSyntax assignment => NameOf(assignment.Left),
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Name: var name } => name.Identifier.ValueText,
        PostfixUnaryExpressionSyntax { Operand: var operand } => NameOf(operand),
        _ => null,
    };

    /// <summary>What the expression begins with: <c>context</c> in <c>context.Client.Events</c> and in <c>context ?? throw …</c>.</summary>
    private static string? RootOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: var inner } => RootOf(inner),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.AsExpression, Left: var left } => RootOf(left),
        CastExpressionSyntax { Expression: var inner } => RootOf(inner),
        ParenthesizedExpressionSyntax { Expression: var inner } => RootOf(inner),
        PostfixUnaryExpressionSyntax { Operand: var operand } => RootOf(operand),
        _ => null,
    };

    // A constructor adds to its parameter, the tear-down removes from the field of that name.
    private static string Written(ExpressionSyntax publisher) => Unsubscriptions.Written(publisher).ToUpperInvariant();
}
