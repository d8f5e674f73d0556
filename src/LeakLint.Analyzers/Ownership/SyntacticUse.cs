using System.Collections.Generic;
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

    /// <summary>It is also stored in a field or property.</summary>
    Stored,

    /// <summary>It is released, passed on, returned, or used in a way that syntax does not tell.</summary>
    Other,
}

/// <summary>Classifies the uses of a name in a body.</summary>
internal static class SyntacticUse
{
    public static NameUse Of(string name, SyntaxNode body)
    {
        var use = NameUse.Plain;
        foreach (var node in body.DescendantNodes())
        {
            if (node is not IdentifierNameSyntax { Identifier.ValueText: var text } identifier || text != name)
                continue;
            if (IsMemberOfAnother(identifier))
                continue;
            switch (Classify(identifier))
            {
                case NameUse.Other:
                    return NameUse.Other;
                case NameUse.Stored:
                    use = NameUse.Stored;
                    break;
            }
        }

        return use;
    }

    /// <summary>Whether a method, or one of its type that it calls, may release the field, replace it or pass it on.</summary>
    public static bool MayRelease(IMethodSymbol method, string field) => MayRelease(method, field, new(SymbolEqualityComparer.Default));

    private static bool MayRelease(IMethodSymbol method, string field, HashSet<ISymbol> seen)
    {
        if (!seen.Add(method) || method.ContainingType is not { } type)
            return false;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var body = reference.GetSyntax();
            if (Of(field, body) != NameUse.Plain)
                return true;
            foreach (var node in body.DescendantNodes())
            {
                if (node is not IdentifierNameSyntax { Identifier.ValueText: var name } || name == field)
                    continue;
                foreach (var member in type.GetMembers(name))
                {
                    if (member is IMethodSymbol called && MayRelease(called, field, seen))
                        return true;
                }
            }
        }

        return false;
    }

    private static bool IsMemberOfAnother(IdentifierNameSyntax identifier) => identifier.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == identifier && access.Expression is not ThisExpressionSyntax,
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax => true,
        _ => false,
    };

    private static NameUse Classify(IdentifierNameSyntax identifier)
    {
        ExpressionSyntax use = identifier;
        if (use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } self)
            use = self;
        while (use.Parent is ParenthesizedExpressionSyntax
            || use.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            use = (ExpressionSyntax)use.Parent;
        switch (use.Parent)
        {
            case MemberAccessExpressionSyntax access when access.Expression == use:
                return MayEnd(access.Name.Identifier.ValueText) ? NameUse.Other : NameUse.Plain;
            case ConditionalAccessExpressionSyntax conditional when conditional.Expression == use:
                foreach (var node in conditional.WhenNotNull.DescendantNodesAndSelf())
                {
                    if (node is MemberBindingExpressionSyntax binding && MayEnd(binding.Name.Identifier.ValueText))
                        return NameUse.Other;
                }

                return NameUse.Plain;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression }:
            case ElementAccessExpressionSyntax element when element.Expression == use:
            case IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax or UnaryPatternSyntax { Pattern: ConstantPatternSyntax } }:
                return NameUse.Plain;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when assignment.Right == use:
                return IsMember(assignment.Left) ? NameUse.Stored : NameUse.Other;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax, Parent: AssignmentExpressionSyntax assignment }:
                return IsMember(assignment.Left) ? NameUse.Stored : NameUse.Other;
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: var called } }
                when called is IdentifierNameSyntax { Identifier.ValueText: "nameof" }
                    or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ThrowIfNull" }:
                return NameUse.Plain;
            default:
                return NameUse.Other;
        }
    }

    private static bool IsMember(ExpressionSyntax target) =>
        target is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
        || (target is IdentifierNameSyntax { Identifier.ValueText: var name } && (name.StartsWith("_", System.StringComparison.Ordinal) || name.StartsWith("m_", System.StringComparison.Ordinal)));

    /// <summary>Whether a member of this name may end its object, going by the name alone.</summary>
    public static bool MayEnd(string name) =>
        Contracts.IsReleaseName(name)
        || name.IndexOf("Dispose", System.StringComparison.Ordinal) >= 0
        || name is "Stop" or "StopAsync" or "Abort" or "Shutdown" or "Release" or "Free" or "Kill" or "Detach";
}
