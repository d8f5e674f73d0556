using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LeakLint.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>
/// What a program does with a field or property that holds a child process, going by the text alone: few programs have one that is worth the
/// question, and those that have would need all their bodies bound.
/// </summary>
internal sealed class HolderUses
{
    private static readonly string[] Endings = ["Kill", "WaitForExit", "WaitForExitAsync", "CloseMainWindow", "HasExited", "Exited", "ExitCode", "Stop", "StopAsync", "Shutdown", "ShutdownAsync"];

    private readonly ISymbol _holder;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancel;

    public HolderUses(ISymbol holder, Compilation compilation, CancellationToken cancel)
    {
        (_holder, _compilation, _cancel) = (holder, compilation, cancel);
        // What is private is written about in its type only.
        var places = holder.DeclaredAccessibility == Accessibility.Private
            ? holder.ContainingType.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancel))
            : compilation.SyntaxTrees.Select(tree => tree.GetRoot(cancel));
        foreach (var declaration in holder.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancel)))
            NoteValue((declaration as VariableDeclaratorSyntax)?.Initializer?.Value ?? (declaration as PropertyDeclarationSyntax)?.Initializer?.Value);
        IsMadeAtOnce = IsMade;
        foreach (var name in places.SelectMany(place => place.DescendantNodes()).OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == holder.Name))
            Note(name);
    }

    /// <summary>Whether the program makes what it keeps there.</summary>
    public bool IsMade { get; private set; }

    /// <summary>Whether it is made before anything else of its type is used, so that who asks for it makes it.</summary>
    public bool IsMadeAtOnce { get; }

    /// <summary>Whether some code that runs ends it, or may do so: gets it as an argument, keeps it elsewhere, gives it away.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Whether some code releases it: to end a process is not yet to release its handle.</summary>
    public bool IsReleased { get; private set; }

    /// <summary>A member that would end it, and that nobody calls.</summary>
    public string? Uncalled { get; private set; }

    private void Note(IdentifierNameSyntax name)
    {
        ExpressionSyntax whole = name;
        while (whole.Parent is MemberAccessExpressionSyntax access && access.Name == whole || whole.Parent is ParenthesizedExpressionSyntax
            || whole.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            whole = (ExpressionSyntax)whole.Parent;
        switch (whole.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment.Left == whole:
                NoteValue(assignment.Right);
                break;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } when !IsEnding(member):
            case ConditionalAccessExpressionSyntax { WhenNotNull: var then } when !IsEnding(FirstName(then)):
            case BinaryExpressionSyntax or ExpressionStatementSyntax:
            case IsPatternExpressionSyntax test when !test.Pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Any():
                break;
            default:
                IsReleased |= whole.Parent switch
                {
                    MemberAccessExpressionSyntax access => Contracts.IsReleaseName(access.Name.Identifier.ValueText),
                    ConditionalAccessExpressionSyntax access => Contracts.IsReleaseName(FirstName(access.WhenNotNull)),
                    _ => false,
                };
                NoteEnd(whole);
                break;
        }
    }

    private static bool IsEnding(string name) => Contracts.IsReleaseName(name) || Endings.Contains(name);

    private static string FirstName(ExpressionSyntax then) => then.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().FirstOrDefault()?.Name.Identifier.ValueText ?? "";

    private void NoteValue(ExpressionSyntax? value)
    {
        switch (value)
        {
            case AwaitExpressionSyntax wait:
                NoteValue(wait.Expression);
                break;
            case PostfixUnaryExpressionSyntax sure:
                NoteValue(sure.Operand);
                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                NoteValue(coalesce.Left);
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var task } }:
                NoteValue(task);
                break;
            case BaseObjectCreationExpressionSyntax:
                IsMade = true;
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var maker } }:
                IsMade |= maker is "Start" or "Create" or "CreateAsync" or "Connect" or "ConnectAsync" or "StartAsync" or "Launch" or "LaunchAsync";
                break;
        }
    }

    private void NoteEnd(ExpressionSyntax place)
    {
        if (place.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault() is { } method && IsUncalled(method))
            Uncalled = method.Identifier.ValueText;
        else
            IsEnded = true;
    }

    /// <summary>Whether no code of the program names the method; what others may call, or a framework finds, is called.</summary>
    private bool IsUncalled(MethodDeclarationSyntax method)
    {
        if (method.AttributeLists.Count > 0 || method.Modifiers.Any(SyntaxKind.StaticKeyword) != _holder.IsStatic || method.Identifier.ValueText == "Main" || IsCalledByContract(method))
            return false;
        var isPublic = method.Modifiers.Any(SyntaxKind.PublicKeyword) && method.Ancestors().OfType<TypeDeclarationSyntax>().All(type => type.Modifiers.Any(SyntaxKind.PublicKeyword));
        return !isPublic && !_compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot(_cancel).DescendantNodes()).OfType<SimpleNameSyntax>()
            .Any(name => name.Identifier.ValueText == method.Identifier.ValueText);
    }

    /// <summary>Whether a base type or an interface leads to the method.</summary>
    private bool IsCalledByContract(MethodDeclarationSyntax method) =>
        method.ExplicitInterfaceSpecifier is not null
        || method.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.OverrideKeyword) || modifier.IsKind(SyntaxKind.VirtualKeyword))
        || _holder.ContainingType.AllInterfaces.Any(contract => !contract.GetMembers(method.Identifier.ValueText).IsEmpty);
}
