using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>How a body uses a parameter or field, as far as syntax tells: most uses are plain, and then nothing need be bound.</summary>
internal enum NameUse
{
    /// <summary>Only its members are used, none of which releases it, or it is compared with null.</summary>
    Plain,

    /// <summary>It is stored in a field or property, whatever else is done with it.</summary>
    Stored,

    /// <summary>It is released, passed on, returned, or used in a way that syntax does not tell.</summary>
    Other,
}

/// <summary>Classifies the uses of a name in a body.</summary>
internal static class SyntacticUse
{
    // How many methods of its type a name is followed into.
    private const int MaxFollowed = 16;

    /// <param name="name">The parameter or field.</param>
    /// <param name="body">The body, or its declaration.</param>
    /// <param name="type">The type whose fields and properties count as storage, and whose methods are followed.</param>
    public static NameUse Of(string name, SyntaxNode body, INamedTypeSymbol type) => Of(name, body, type, null);

    private static NameUse Of(string name, SyntaxNode body, INamedTypeSymbol type, HashSet<ISymbol>? followed)
    {
        var use = NameUse.Plain;
        foreach (var identifier in body.NamesOf(name))
        {
            if (IsMemberOfAnother(identifier))
                continue;
            var here = Classify(identifier, type, out var passed);
            if (here == NameUse.Other && passed is not null && PassedOn.FindParameter(passed, body, type) is { } parameter)
            {
                followed ??= new(SymbolEqualityComparer.Default);
                // What is asked already counts where that was asked.
                here = !followed.Add(parameter) ? NameUse.Plain
                    : followed.Count > MaxFollowed ? NameUse.Other
                    : Of(parameter.Name, parameter.ContainingSymbol.DeclaringSyntaxReferences[0].GetSyntax(), type, followed);
            }

            switch (here)
            {
                case NameUse.Stored:
                    return NameUse.Stored;
                case NameUse.Other:
                    use = NameUse.Other;
                    break;
            }
        }

        return use;
    }

    /// <summary>Whether a method, or one of its type that it calls, may release the field, replace it or pass it on.</summary>
    /// <param name="except">Methods that are not followed, although the body may call them.</param>
    public static bool MayRelease(IMethodSymbol method, string field, IEnumerable<ISymbol>? except = null) => MayRelease(method, field, new(except ?? [], SymbolEqualityComparer.Default));

    private static bool MayRelease(IMethodSymbol method, string field, HashSet<ISymbol> seen)
    {
        if (!seen.Add(method) || method.ContainingType is not { } type)
            return false;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var body = reference.GetSyntax();
            if (Of(field, body, type) != NameUse.Plain)
                return true;
            foreach (var called in MethodsNamedIn(body, type))
            {
                if (MayRelease(called, field, seen))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The methods of the type that a body may call, going by their names.</summary>
    public static IEnumerable<IMethodSymbol> MethodsNamedIn(SyntaxNode body, INamedTypeSymbol type)
    {
        foreach (var name in body.NamedOf(type.MemberNames))
        {
            foreach (var member in type.GetMembers(name))
            {
                if (member is IMethodSymbol method)
                    yield return method;
            }
        }
    }

    /// <summary>Whether the name is that of a member of something else: <c>other.Name</c>.</summary>
    public static bool IsMemberOfAnother(IdentifierNameSyntax identifier) => identifier.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == identifier && access.Expression is not ThisExpressionSyntax,
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax => true,
        _ => false,
    };

    private static NameUse Classify(IdentifierNameSyntax identifier, INamedTypeSymbol type, out ArgumentSyntax? passed)
    {
        passed = null;
        ExpressionSyntax use = identifier;
        if (use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } self)
            use = self;
        while (use.Parent is ParenthesizedExpressionSyntax
            || use.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            use = (ExpressionSyntax)use.Parent;
        switch (use.Parent)
        {
            case MemberAccessExpressionSyntax access when access.Expression == use:
                return MayEnd(access.Name.Identifier.ValueText) || KeepsStream(access, type) || IsViewedAsSequence(access) ? NameUse.Other : NameUse.Plain;
            case ConditionalAccessExpressionSyntax conditional when conditional.Expression == use:
                foreach (var node in conditional.WhenNotNull.DescendantNodesAndSelf())
                {
                    if (node is MemberBindingExpressionSyntax binding && MayEnd(binding.Name.Identifier.ValueText))
                        return NameUse.Other;
                }

                return NameUse.Plain;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression or (int)SyntaxKind.IsExpression }:
            case ElementAccessExpressionSyntax element when element.Expression == use:
            case IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax or UnaryPatternSyntax { Pattern: ConstantPatternSyntax } }:
                return NameUse.Plain;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when assignment.Right == use:
                return IsStorage(assignment.Left, type) ? NameUse.Stored : NameUse.Other;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax, Parent: AssignmentExpressionSyntax assignment }:
                return IsMember(assignment.Left, type) ? NameUse.Stored : NameUse.Other;
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: var called } }
                when called is IdentifierNameSyntax { Identifier.ValueText: "nameof" }
                    or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ThrowIfNull" }:
                return NameUse.Plain;
            case ArgumentSyntax argument:
                passed = argument;
                return NameUse.Other;
            default:
                return NameUse.Other;
        }
    }

    /// <summary>"_stream = client.GetStream()", "_reader = new StreamReader(client.GetStream())": who keeps the stream may end the client with it.</summary>
    private static bool KeepsStream(MemberAccessExpressionSyntax access, INamedTypeSymbol type)
    {
        if (!access.Name.Identifier.ValueText.EndsWith("Stream", System.StringComparison.Ordinal) || access.Parent is not InvocationExpressionSyntax call)
            return false;
        ExpressionSyntax kept = call;
        while (kept.Parent is ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax wrapper })
            kept = wrapper;
        return kept.Parent is AssignmentExpressionSyntax assignment && assignment.Right == kept && IsMember(assignment.Left, type);
    }

    /// <summary>"Add(items.ToList())": what goes on holds the same elements.</summary>
    private static bool IsViewedAsSequence(MemberAccessExpressionSyntax access) =>
        access.Name.Identifier.ValueText is "AsEnumerable" or "AsReadOnly" or "ToArray" or "ToList" or "ToImmutableArray" or "ToImmutableList" or "Where" or "OfType" or "Cast" or "Concat" or "Append"
            or "Prepend" or "Reverse" or "Distinct" or "OrderBy"
        && access.Parent is InvocationExpressionSyntax { Parent: ArgumentSyntax or AssignmentExpressionSyntax };

    /// <summary>Whether the target is a field or property of the type, or an element of one.</summary>
    private static bool IsStorage(ExpressionSyntax target, INamedTypeSymbol type) =>
        IsMember(target is ElementAccessExpressionSyntax { Expression: var collection } ? collection : target, type);

    private static bool IsMember(ExpressionSyntax target, INamedTypeSymbol type)
    {
        if (target is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax })
            return true;
        if (target is not IdentifierNameSyntax { Identifier.ValueText: var name })
            return false;
        foreach (var member in type.GetMembers(name))
        {
            if (member is IFieldSymbol or IPropertySymbol)
                return true;
        }

        return false;
    }

    /// <summary>Whether a member of this name may end its object, going by the name alone.</summary>
    public static bool MayEnd(string name) =>
        Contracts.IsReleaseName(name)
        || name.IndexOf("Dispose", System.StringComparison.Ordinal) >= 0
        || name is "Stop" or "StopAsync" or "Abort" or "Shutdown" or "Release" or "Free" or "Kill" or "Detach";
}
