using System;
using System.Threading;
using LeakLint.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>What the other types of a compilation do with a field or property that they can see, as far as its name tells.</summary>
internal sealed class ForeignUses
{
    private readonly ISymbol _member;
    private readonly Compilation _compilation;

    private ForeignUses(ISymbol member, Compilation compilation) => (_member, _compilation) = (member, compilation);

    /// <summary>Whether others put something there.</summary>
    public bool Set { get; private set; }

    /// <summary>Whether others release what is there.</summary>
    public bool Release { get; private set; }

    public static ForeignUses Of(ISymbol member, Compilation compilation, CancellationToken cancel = default)
    {
        var uses = new ForeignUses(member, compilation);
        foreach (var tree in compilation.SyntaxTrees)
        {
            // Few files name it, and a search of the text is quicker than a walk.
            if (tree.GetText(cancel).ToString().IndexOf(member.Name, StringComparison.Ordinal) < 0)
                continue;
            foreach (var node in tree.GetRoot(cancel).DescendantNodes())
            {
                if (node is IdentifierNameSyntax name && name.Identifier.ValueText == member.Name && uses.MayMean(name, cancel))
                    uses.Note(name);
            }
        }

        return uses;
    }

    /// <summary>Whether the name may stand for the member, in code of another type.</summary>
    private bool MayMean(IdentifierNameSyntax name, CancellationToken cancel)
    {
        for (var outer = name.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is not TypeDeclarationSyntax type)
                continue;
            foreach (var reference in _member.ContainingType.DeclaringSyntaxReferences)
            {
                if (reference.SyntaxTree == type.SyntaxTree && reference.Span == type.Span)
                    return false;
            }
        }

        var target = Whole(name);
        if (!IsSet(target) && !IsReleased(target))
            return false;
        // Few are left to be asked what they mean.
        var symbol = _compilation.GetSemanticModel(name.SyntaxTree).GetSymbolInfo(name, cancel).Symbol;
        return symbol is null || SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, _member.OriginalDefinition);
    }

    private void Note(IdentifierNameSyntax name)
    {
        var target = Whole(name);
        Set |= IsSet(target);
        Release |= IsReleased(target);
    }

    /// <summary>The whole of <c>host.Client</c>, for the name at its end.</summary>
    private static ExpressionSyntax Whole(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        MemberBindingExpressionSyntax binding => binding,
        _ => name,
    };

    private static bool IsSet(ExpressionSyntax target) => target.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == target,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsMissing && argument.RefKindKeyword.RawKind != 0,
        _ => false,
    };

    private static bool IsReleased(ExpressionSyntax target) => target.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == target && SyntacticUse.MayEnd(access.Name.Identifier.ValueText),
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var name } } } => SyntacticUse.MayEnd(name),
        PostfixUnaryExpressionSyntax { Parent: MemberAccessExpressionSyntax access } => SyntacticUse.MayEnd(access.Name.Identifier.ValueText),
        UsingStatementSyntax or EqualsValueClauseSyntax { Parent.Parent.Parent: UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } } => true,
        // Whoever is given it may release it.
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: var called } } => SyntacticUse.MayEnd(LastName(called)),
        _ => false,
    };

    private static string LastName(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };
}
