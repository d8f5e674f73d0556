using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>What a method of the same project does to a collection that it is given, by the names of the members that it uses.</summary>
internal static class ParameterUse
{
    /// <summary>Null when the method cannot be seen, or hands the collection on.</summary>
    public static CollectionUse? Of(IArgumentOperation argument, IInvocationOperation call)
    {
        var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        if (argument.Parameter is not { RefKind: RefKind.None, Name: var name } || method.IsVirtual || method.IsOverride || method.IsAbstract || method.DeclaringSyntaxReferences.Length != 1)
            return null;
        var effect = SizeEffect.None;
        IOperation? key = null;
        foreach (var node in method.DeclaringSyntaxReferences[0].GetSyntax().DescendantNodes())
        {
            if (node is not IdentifierNameSyntax reference || reference.Identifier.Text != name || reference.Parent is NameColonSyntax)
                continue;
            switch (reference.Parent)
            {
                case ForEachStatementSyntax or LockStatementSyntax:
                    break;
                case ElementAccessExpressionSyntax element when element.Expression == reference:
                    if (element.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != element)
                        break;
                    effect = Max(effect, SizeEffect.Grows);
                    key ??= ArgumentFor(element.ArgumentList.Arguments.FirstOrDefault(), call);
                    break;
                case MemberAccessExpressionSyntax access when access.Expression == reference:
                    var member = access.Name.Identifier.Text;
                    if (CollectionVerbs.HandsOut(member))
                        return null;
                    if (member == "Count")
                        effect = Max(effect, SizeEffect.Limits);
                    else if (CollectionVerbs.Removes(member))
                        effect = Max(effect, SizeEffect.Removes);
                    else if (CollectionVerbs.Grows(member) && access.Parent is InvocationExpressionSyntax { ArgumentList.Arguments: var given })
                    {
                        effect = Max(effect, SizeEffect.Grows);
                        key ??= ArgumentFor(given.FirstOrDefault(), call);
                    }

                    break;
                default:
                    return null;
            }
        }

        return effect == SizeEffect.Grows && key is null ? null : new(effect, effect == SizeEffect.Grows ? key : null);
    }

    private static SizeEffect Max(SizeEffect one, SizeEffect other) => one > other ? one : other;

    private static IOperation? ArgumentFor(ArgumentSyntax? inner, IInvocationOperation call) =>
        inner?.Expression is IdentifierNameSyntax { Identifier.Text: var name } ? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name)?.Value.Unwrapped() : null;
}
