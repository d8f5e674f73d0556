using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <content>Code that the compiler gave up on because a name in it means nothing.</content>
internal sealed partial class OwnershipAnalysis
{
    /// <summary>
    /// A creation or call of something unknown, as while somebody is typing or where a package is missing: whatever it names may be kept or released by it,
    /// and what the fields hold as well. What is known to be only worked on, or to be made, is so all the same.
    /// </summary>
    private ulong EvaluateInvalid(IOperation operation, World world)
    {
        var called = UnknownCode.FindCalled(operation, Graph.OriginalOperation.SemanticModel);
        ulong given = 0;
        foreach (var child in UnknownCode.Operands(operation))
        {
            var mask = Evaluate(child, world);
            if (mask == 0)
                continue;
            if (!UnknownCode.IsReceiver(child.Syntax, child.Type, out var member))
                given |= mask;
            else if (SyntacticUse.MayEnd(member))
                Release(mask, operation.Syntax, world);
            else
                NoteMember(mask, member);
        }

        if (!UnknownCode.OnlyUsesArguments(operation))
        {
            HandOver(given, world);
            HandOverNamed(operation.Syntax, world);
        }

        return Acquired(operation, called, world);
    }

    private ulong Acquired(IOperation operation, IMethodSymbol? called, World world)
    {
        if (called is null ? !UnknownCode.Makes(operation, _context) : (ContractOf(called, _depth).Result & ResultOwner.Caller) == 0)
            return 0;
        var type = called is null ? operation.Type! : _context.Types.Unwrap(called.ReturnType);
        // A row for all members of a type tells of those that give a resource.
        if (called is not null && !_context.Catalog.IsResource(type) && !LeaseFacts.IsLease(called))
            return 0;
        if (SiteOf(called is null ? SiteKind.Creation : SiteKind.Call, operation.Syntax, type) is not { } site)
            return 0;
        site.Source = called;
        return Acquire(site, world);
    }

    private void HandOverNamed(SyntaxNode syntax, World world)
    {
        foreach (var node in syntax.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case IdentifierNameSyntax { Identifier.ValueText: var name } used:
                    foreach (var variable in _symbols)
                    {
                        if (variable.Key.Name == name && !IsWorkedOn(used, variable.Key, syntax))
                            HandOver(world[variable.Value], world);
                    }

                    break;
                case InvocationExpressionSyntax { Expression: var function } when !IsOfOther(function, syntax):
                    foreach (var site in SitesIn(world.Owed))
                    {
                        if (site.Kind == SiteKind.Field)
                            HandOver(site.Bit, world);
                    }

                    break;
            }
        }
    }

    /// <summary>Whether a member of the variable is used on the spot; a function that is made here may run at any time.</summary>
    private static bool IsWorkedOn(IdentifierNameSyntax name, ISymbol variable, SyntaxNode within)
    {
        var type = variable switch { ILocalSymbol local => local.Type, IParameterSymbol parameter => parameter.Type, IFieldSymbol field => field.Type, _ => null };
        if (!UnknownCode.IsReceiver(name, type, out var member) || SyntacticUse.MayEnd(member))
            return false;
        for (SyntaxNode? outer = name; outer is not null && outer != within; outer = outer.Parent)
        {
            if (outer is AnonymousFunctionExpressionSyntax)
                return false;
        }

        return true;
    }

    /// <summary>Whether the called function is a member of a variable of this body: that cannot release the fields here.</summary>
    private bool IsOfOther(ExpressionSyntax function, SyntaxNode within)
    {
        if (function is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var name } receiver })
            return false;
        foreach (var variable in _symbols.Keys)
        {
            if (variable.Name == name && variable is ILocalSymbol or IFieldSymbol && IsWorkedOn(receiver, variable, within))
                return true;
        }

        return false;
    }
}
