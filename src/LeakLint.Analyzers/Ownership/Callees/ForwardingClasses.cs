using System.Collections.Concurrent;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>
/// Classes of ours of which the release ends nothing but what their constructor was given: a stream that counts what goes through it. Over what is
/// somebody else's such an object needs no release, as a reader does not. One instance for each compilation.
/// </summary>
internal sealed class ForwardingClasses
{
    private static readonly string[] _ceremony = ["GC.SuppressFinalize", "Dispose", "this.Dispose", "base.Dispose", "DisposeAsync", "base.DisposeAsync", "Flush", "FlushAsync", "nameof", "ConfigureAwait"];

    private readonly ConcurrentDictionary<IMethodSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the new object is of such a class: nothing is lost with it that is not lost with what it was given.</summary>
    public bool IsForwarding(IObjectCreationOperation creation) =>
        creation is { Type: INamedTypeSymbol { TypeKind: TypeKind.Class } type, Constructor: { } constructor, Arguments.IsEmpty: false } && type.HasSource() && OnlyForwards(constructor);

    /// <summary>Whether the new object is of such a class, and plainly made over what its maker does not own.</summary>
    /// <param name="creation">The creation.</param>
    /// <param name="isSettled">Whether the callees were looked into, and what they give is not the maker's either.</param>
    public bool WrapsForeign(IObjectCreationOperation creation, bool isSettled = false)
    {
        if (creation.Type is not INamedTypeSymbol { TypeKind: TypeKind.Class } type || !type.HasSource() || creation.Arguments.IsEmpty)
            return false;
        var isOver = false;
        foreach (var argument in creation.Arguments)
        {
            if (argument.Value.Unwrapped().Type is not { IsReferenceType: true, SpecialType: SpecialType.None })
                continue;
            if (!IsForeign(argument.Value.Unwrapped()) && !(isSettled && argument.Value.Unwrapped() is IInvocationOperation { TargetMethod: var called } && called.HasSource()))
                return false;
            isOver = true;
        }

        return (isOver || GetsNothing(creation)) && creation.Constructor is { } constructor && OnlyForwards(constructor);
    }

    /// <summary>Whether the constructor is given plain values alone and asks no other: what its class would release stays null, <c>new Result(Status.Cancelled)</c>.</summary>
    private static bool GetsNothing(IObjectCreationOperation creation) =>
        creation.Arguments.All(argument => argument.Value.Unwrapped().Type is { IsValueType: true } or { SpecialType: SpecialType.System_String })
        && creation.Constructor is { DeclaringSyntaxReferences: { Length: 1 } declared } && declared[0].GetSyntax() is ConstructorDeclarationSyntax { Initializer: null };

    private bool OnlyForwards(IMethodSymbol constructor)
    {
        constructor = constructor.OriginalDefinition;
        return _known.TryGetValue(constructor, out var known) ? known : _known.GetOrAdd(constructor, OnlyForwards(constructor.ContainingType, constructor));
    }

    /// <summary>What others hold: a parameter, a field, a view of such a thing, or a local for one of these.</summary>
    private static bool IsForeign(IOperation value) => value switch
    {
        IParameterReferenceOperation or IFieldReferenceOperation or ILiteralOperation or IInstanceReferenceOperation => true,
        IObjectCreationOperation creation => WrapperFacts.OwnsNothing(creation),
        ILocalReferenceOperation { Local: { IsUsing: false, IsForEach: false } local } => local.DeclaringSyntaxReferences.Length == 1 && local.DeclaringSyntaxReferences[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var initial }
            && IsForeign(initial, local),
        _ => false,
    };

    private static bool IsForeign(ExpressionSyntax initial, ILocalSymbol local) =>
        FieldName(initial) is not null
        || (initial is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 1 } && local.Type.Name == "NetworkStream");

    private static bool OnlyForwards(INamedTypeSymbol type, IMethodSymbol made)
    {
        if (type.BaseType is not ({ SpecialType: SpecialType.System_Object } or { IsAbstract: true, Name: "Stream" or "TextReader" or "TextWriter" }) || type.BaseType.HasSource())
            return false;
        var found = false;
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.MethodKind == MethodKind.Destructor)
                return false;
            if (method.SimpleName() is not ("Dispose" or "DisposeAsync" or "DisposeAsyncCore"))
                continue;
            foreach (var reference in method.DeclaringSyntaxReferences)
            {
                foreach (var node in reference.GetSyntax().DescendantNodes())
                {
                    switch (node)
                    {
                        case InvocationExpressionSyntax invocation when !_ceremony.Contains(Called(invocation)):
                            if (ReleasedField(invocation) is not { } field || !IsGiven(field, type, made))
                                return false;
                            found = true;
                            break;
                        case UsingStatementSyntax or CommonForEachStatementSyntax or AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SubtractAssignmentExpression }:
                            return false;
                    }
                }
            }
        }

        return found;
    }

    private static string Called(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "Flush" or "FlushAsync" } access => access.Name.Identifier.ValueText,
        var called => called.ToString(),
    };

    /// <summary>The field that the call disposes, by name.</summary>
    private static string? ReleasedField(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called } access when Contracts.IsReleaseName(called) => FieldName(access.Expression),
        MemberBindingExpressionSyntax { Name.Identifier.ValueText: var called, Parent.Parent: ConditionalAccessExpressionSyntax access } when Contracts.IsReleaseName(called) => FieldName(access.Expression),
        _ => null,
    };

    private static string? FieldName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
        _ => null,
    };

    /// <summary>Whether all that the field ever gets in an object made by this constructor is a parameter of it.</summary>
    private static bool IsGiven(string name, INamedTypeSymbol type, IMethodSymbol made)
    {
        if (type.GetMembers(name).FirstOrDefault() is not IFieldSymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Private, DeclaringSyntaxReferences: { Length: 1 } declared }
            || declared[0].GetSyntax() is not VariableDeclaratorSyntax { Initializer: null })
            return false;
        var (isGiven, isGivenElsewhere) = (false, false);
        foreach (var node in type.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes()))
        {
            if (node is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } passed && FieldName(passed.Expression) == name)
                return false;
            if (node is not AssignmentExpressionSyntax assignment || FieldName(assignment.Left) != name || assignment.Right is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression })
                continue;
            if (assignment.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not { } constructor)
                return false;
            // What another constructor puts there is in other objects, unless one calls the other.
            if (IsAnother(constructor, made))
            {
                isGivenElsewhere = true;
                continue;
            }

            if (!IsParameter(assignment.Right, constructor))
                return false;
            isGiven = true;
        }

        return isGiven || isGivenElsewhere;
    }

    private static bool IsAnother(ConstructorDeclarationSyntax constructor, IMethodSymbol made) =>
        made.DeclaringSyntaxReferences is { Length: 1 } declared && declared[0].GetSyntax() is ConstructorDeclarationSyntax { Initializer: not { RawKind: (int)SyntaxKind.ThisConstructorInitializer } } own && own != constructor;

    private static bool IsParameter(ExpressionSyntax value, ConstructorDeclarationSyntax constructor) => value switch
    {
        // "stream ?? throw new ArgumentNullException()"
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } checkedValue => IsParameter(checkedValue.Left, constructor),
        IdentifierNameSyntax name => constructor.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == name.Identifier.ValueText),
        _ => false,
    };
}
