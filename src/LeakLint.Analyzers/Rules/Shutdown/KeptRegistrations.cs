using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>
/// Registrations that a type with a release member keeps in a private field, and then never looks at: who keeps one means to end it, <c>_changes = monitor.OnChange(Update);</c>.
/// </summary>
internal static class KeptRegistrations
{
    /// <summary>The field that the registration goes to; null when anything in the type reads it, or the type has no member to release it in.</summary>
    public static IFieldSymbol? FindForgotten(IInvocationOperation registration, INamedTypeSymbol subscriber)
    {
        // What a body here makes is a resource like others: LEAK1007 looks at that.
        if (registration.TargetMethod is { IsAbstract: false } method && method.HasSource())
            return null;
        if (FindField(registration) is not { DeclaredAccessibility: Accessibility.Private, IsStatic: false, IsImplicitlyDeclared: false } field || ReleasesOf(subscriber).Count == 0 || IsOwn(registration.Instance))
            return null;
        return subscriber.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax().DescendantNodes()).Any(node => Reads(node, field.Name)) && !IsForgottenByOne(field.Name, subscriber) ? null : field;
    }

    /// <summary>The hints for the release of the field in the members that release the others.</summary>
    public static (ImmutableDictionary<string, string?> Hints, IEnumerable<Location> Members) Repair(IFieldSymbol field, INamedTypeSymbol subscriber)
    {
        var members = ReleasesOf(subscriber).FindAll(member => !Mentions(member, field.Name));
        var hints = ImmutableDictionary<string, string?>.Empty
            .Add(FixHints.Repair, Repairs.ReleaseField)
            .Add(FixHints.Holder, field.Name)
            .Add(FixHints.Release, Releases.Dispose)
            .Add(FixHints.Exits, members.Count.ToString(CultureInfo.InvariantCulture));
        var isNull = !field.Type.IsValueType && field.NullableAnnotation != NullableAnnotation.NotAnnotated;
        return (isNull ? hints.Add(FixHints.Nullable, "true") : hints, members.Select(member => member.Locations[0]));
    }

    private static IFieldSymbol? FindField(IInvocationOperation registration)
    {
        IOperation value = registration;
        while (value.Parent is IConversionOperation or IConditionalAccessOperation)
            value = value.Parent;
        return value.Parent switch
        {
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: var field } } assignment when assignment.Value == value => field,
            IFieldInitializerOperation { InitializedFields: { Length: 1 } fields } => fields[0],
            _ => null,
        };
    }

    /// <summary>Whether the publisher is a part of the subscriber, or a token of its own: both end together.</summary>
    private static bool IsOwn(IOperation? publisher) => publisher?.Unwrapped() is IPropertyReferenceOperation { Property: { Name: "Token", ContainingType.Name: "CancellationTokenSource" } };

    /// <summary>Whether one of Dispose and DisposeAsync releases the registration, and the other releases things and forgets it.</summary>
    private static bool IsForgottenByOne(string field, INamedTypeSymbol subscriber) =>
        ReleasesOf(subscriber) is { Count: 2 } releases && releases.FindAll(release => !Mentions(release, field)) is { Count: 1 } forgetfuls && forgetfuls[0] is var forgetful
        && Mentions(forgetful, "Dispose", "DisposeAsync") && !CallsOwn(forgetful);

    private static bool Mentions(IMethodSymbol member, params string[] names) =>
        member.DeclaringSyntaxReferences[0].GetSyntax().DescendantNodes().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: var name } && names.Contains(name));

    // What another member of the object releases is not seen here.
    private static bool CallsOwn(IMethodSymbol member) => member.DeclaringSyntaxReferences[0].GetSyntax().DescendantNodes().Any(node =>
        node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax } });

    private static bool Reads(SyntaxNode node, string field)
    {
        if (node is not IdentifierNameSyntax { Identifier.ValueText: var name } identifier || name != field)
            return false;
        SyntaxNode target = identifier.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access : identifier;
        return target.Parent is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment || assignment.Left != target;
    }

    /// <summary>The members to release it in: Dispose(bool) where there is one, for all others call it.</summary>
    private static List<IMethodSymbol> ReleasesOf(INamedTypeSymbol type)
    {
        var members = type.GetMembers().OfType<IMethodSymbol>()
            .Where(member => member is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsAbstract: false, DeclaringSyntaxReferences.Length: 1 } && ReleaseMembers.IsFormal(member)).ToList();
        return members.Find(member => member.Parameters.Length == 1) is { } pattern ? [pattern] : members;
    }
}
