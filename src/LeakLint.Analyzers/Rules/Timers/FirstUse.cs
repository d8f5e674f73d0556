using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Timers;

/// <summary>Tells what is started by whoever needs it first, which may be any request, and then stays until the process ends.</summary>
internal sealed class FirstUse(Compilation compilation)
{
    private readonly Registrations _registrations = new(compilation);
    private readonly EagerServices _eager = new(compilation);

    public bool Runs(ContextCapture capture, ISymbol member)
    {
        if (member is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var made } && !capture.Site.IsInNestedFunction())
            return IsMadeOnDemand(made);
        return (member is IFieldSymbol || !GrowthSite.IsStartUp(member)) && IsLazy(capture.Site, capture.Holder, depth: 1);
    }

    /// <summary>Whether the code runs once only, by a test of what stays.</summary>
    private bool IsLazy(IOperation site, ISymbol? holder, int depth)
    {
        var isTested = false;
        ISymbol? flag = null;
        for (var child = site; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case ICoalesceAssignmentOperation assignment when child == assignment.Value:
                    return Stays(ContextCapture.MemberOf(assignment.Target));
                case ISimpleAssignmentOperation assignment when child == assignment.Value:
                    holder ??= ContextCapture.MemberOf(assignment.Target);
                    break;
                case IVariableDeclaratorOperation declarator:
                    holder ??= KeeperOf(declarator);
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "CompareExchange" or "EnsureInitialized" or "GetOrAdd" } call }:
                    return Stays(ContextCapture.MemberOf(call.Instance ?? call.Arguments[0].Value));
                case IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "Lazy" } }:
                    isTested = true;
                    break;
                case IFieldInitializerOperation field when isTested:
                    return Stays(field.InitializedFields[0]);
                case IConditionalOperation choice when child != choice.Condition && FindTested(choice.Condition) is { } tested:
                    (isTested, flag) = (true, tested);
                    break;
                case IBlockOperation block when holder is not null && IsLeftEarly(block, child, holder):
                    isTested = true;
                    break;
                case IReturnOperation when depth > 0 && holder is null && !isTested && IsCalledLazily(site, parent, depth):
                    return true;
            }
        }

        return isTested && (holder is null ? Stays(flag) : Stays(holder));
    }

    /// <summary>Whether the member lives as long as the process.</summary>
    private bool Stays(ISymbol? member) =>
        member is { IsStatic: true } ? !member.HasAttribute("ThreadStaticAttribute")
        : member is not null && !IsHosted(member.ContainingType) && (_registrations.IsLongLived(member.ContainingType) || ProcessLong.IsDeclared(member.ContainingType));

    private bool IsMadeOnDemand(INamedTypeSymbol type) =>
        !IsHosted(type) && ((_registrations.IsLongLived(type) && !_eager.Includes(type)) || type.GetMembers().OfType<IFieldSymbol>().Any(field =>
            field is { IsStatic: true, Type: INamedTypeSymbol { Name: "Lazy", TypeArguments: { Length: 1 } held } } && SymbolEqualityComparer.Default.Equals(held[0], type)));

    private static bool IsHosted(INamedTypeSymbol type) => type.AllInterfaces.Any(contract => contract.Name == "IHostedService");

    /// <summary>The field that a condition asks about.</summary>
    private static ISymbol? FindTested(IOperation condition) =>
        condition.DescendantsAndSelf().OfType<IFieldReferenceOperation>().Select(reference => reference.Field).FirstOrDefault(field => !field.IsConst && !field.IsReadOnly);

    /// <summary>The field that a local goes into, further down.</summary>
    private static ISymbol? KeeperOf(IVariableDeclaratorOperation declarator)
    {
        IOperation root = declarator;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().Select(operation => operation switch
        {
            ISimpleAssignmentOperation assignment when IsLocal(assignment.Value) => ContextCapture.MemberOf(assignment.Target),
            IInvocationOperation { TargetMethod.Name: "CompareExchange" or "Exchange", Arguments: { Length: >= 2 } arguments } when IsLocal(arguments[1].Value) => ContextCapture.MemberOf(arguments[0].Value),
            _ => null,
        }).FirstOrDefault(member => member is not null);

        bool IsLocal(IOperation value) => value.Unwrapped() is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, declarator.Symbol);
    }

    /// <summary>if (_timer != null) return;</summary>
    private static bool IsLeftEarly(IBlockOperation block, IOperation child, ISymbol holder) =>
        block.Operations.TakeWhile(statement => statement != child).Any(statement => statement is IConditionalOperation { WhenFalse: null } choice
            && SymbolEqualityComparer.Default.Equals(FindTested(choice.Condition), holder) && choice.WhenTrue.DescendantsAndSelf().Any(inner => inner is IReturnOperation));

    /// <summary>Whether the type keeps what a private method of it makes, lazily.</summary>
    private bool IsCalledLazily(IOperation site, IOperation returned, int depth)
    {
        if (returned.IsInNestedFunction() || site.SemanticModel is not { } model || model.GetEnclosingSymbol(site.Syntax.SpanStart) is not IMethodSymbol { DeclaredAccessibility: Accessibility.Private } maker)
            return false;
        var calls = model.SyntaxTree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == maker.Name)
            .Select(name => model.GetOperation(name.Parent is InvocationExpressionSyntax call ? call : name)).Where(call => call is not null).ToList();
        return calls.Count > 0 && calls.TrueForAll(call => IsLazy(call!, null, depth - 1));
    }
}
