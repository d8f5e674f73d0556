using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>A DisposeAsync in source, compared with the synchronous release of its type: syntax is enough, whatever the file.</summary>
internal sealed class AsyncReleaseBody(IMethodSymbol method, int depth)
{
    private readonly INamedTypeSymbol _type = method.ContainingType;
    private List<SyntaxNode>? _synchronous;

    /// <summary>Whether it waits for something that the synchronous release does not do at all, or could only block on.</summary>
    public bool DoesMore() => WaitedFor(method).Any(awaited => awaited is not ExpressionSyntax expression || !IsFallback(WithoutConfiguration(expression)));

    /// <summary>What the method awaits, or returns as its task.</summary>
    private static IEnumerable<SyntaxNode> WaitedFor(IMethodSymbol method)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var declaration = reference.GetSyntax();
            foreach (var node in declaration.DescendantNodes(inner => inner is not AnonymousFunctionExpressionSyntax))
            {
                switch (node)
                {
                    case AwaitExpressionSyntax wait:
                        yield return wait.Expression;
                        break;
                    case CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 } or UsingStatementSyntax { AwaitKeyword.RawKind: not 0 }:
                        yield return node;
                        break;
                    case ReturnStatementSyntax { Expression: { } returned } when !method.IsAsync:
                        yield return returned;
                        break;
                    case ArrowExpressionClauseSyntax { Expression: var body } when !method.IsAsync && node.Parent == declaration:
                        yield return body;
                        break;
                }
            }
        }
    }

    private bool IsFallback(ExpressionSyntax awaited)
    {
        switch (awaited)
        {
            case LiteralExpressionSyntax or DefaultExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" }:
                return true;
            case BaseObjectCreationExpressionSyntax { ArgumentList: var arguments }:
                return arguments is null || arguments.Arguments.All(argument => IsFallback(WithoutConfiguration(argument.Expression)));
            case ConditionalExpressionSyntax choice:
                return IsFallback(WithoutConfiguration(choice.WhenTrue)) && IsFallback(WithoutConfiguration(choice.WhenFalse));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice:
                return IsFallback(WithoutConfiguration(choice.Left)) && IsFallback(WithoutConfiguration(choice.Right));
            case ConditionalAccessExpressionSyntax { Expression: var receiver, WhenNotNull: var call }:
                return CallIn(call) is { } found && IsFallbackCall(found.Name, NameOf(receiver), found.Call);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } invocation:
                return IsFallbackCall(access.Name.Identifier.ValueText, NameOf(access.Expression), invocation);
            case InvocationExpressionSyntax { Expression: SimpleNameSyntax name } invocation:
                return IsFallbackCall(name.Identifier.ValueText, "", invocation);
            default:
                return false;
        }
    }

    /// <param name="name">The method that is called.</param>
    /// <param name="receiver">What it is called on, by its last name; empty for the own object, null when it has none.</param>
    private bool IsFallbackCall(string name, string? receiver, InvocationExpressionSyntax call)
    {
        if (receiver is "Task" or "ValueTask" or "Factory")
            return name is "Yield" or "FromResult" || call.ArgumentList.DescendantTokens().Any(token => token.ValueText == "Dispose");
        var isOwn = receiver == "";
        if (isOwn && (name is "DisposeAsync" or "DisposeAsyncCore" or "Dispose" || IsFallbackMember(name)))
            return true;
        if (isOwn || name != "DisposeAsync")
            return name.EndsWith("Async", StringComparison.Ordinal) && ReleasesLikewise(receiver, name.Substring(0, name.Length - "Async".Length));
        if (receiver is null || IsTestedLocal(receiver, call))
            return true;
        return ReleasesLikewise(receiver, "Dispose", "Close") && !(TypeOf(receiver) is { } type && AsyncRelease.DoesMore(type, depth - 1));
    }

    /// <summary>Whether a method of the own type that is awaited awaits nothing of weight itself.</summary>
    private bool IsFallbackMember(string name)
    {
        if (depth <= 1)
            return false;
        var members = _type.GetMembers(name).OfType<IMethodSymbol>().Where(member => member.HasSource()).ToList();
        return members.Count > 0
            ? !members.Exists(member => new AsyncReleaseBody(member, depth - 1).DoesMore())
            : method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().DescendantNodes().OfType<LocalFunctionStatementSyntax>().Any(local => local.Identifier.ValueText == name));
    }

    /// <summary>Whether the synchronous release calls the method on the same thing.</summary>
    private bool ReleasesLikewise(string? receiver, params string[] names)
    {
        _synchronous ??= [.. _type.GetMembers().OfType<IMethodSymbol>()
            .Where(member => member.SimpleName() is "Dispose" or "DisposeCore" or "Close")
            .SelectMany(member => member.DeclaringSyntaxReferences).Select(reference => reference.GetSyntax())];
        return _synchronous.SelectMany(body => body.DescendantNodes()).Any(node => node switch
        {
            InvocationExpressionSyntax { Expression: SimpleNameSyntax own } => receiver == "" && names.Contains(own.Identifier.ValueText),
            MemberAccessExpressionSyntax access => names.Contains(access.Name.Identifier.ValueText) && (receiver is null || NameOf(access.Expression) == receiver),
            ConditionalAccessExpressionSyntax access => CallIn(access.WhenNotNull) is { } call && names.Contains(call.Name) && (receiver is null || NameOf(access.Expression) == receiver),
            _ => false,
        });
    }

    /// <summary>Whether the local was found by asking whether something can be released asynchronously.</summary>
    private static bool IsTestedLocal(string name, SyntaxNode use) =>
        use.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault()?.DescendantNodes().Any(node => node switch
        {
            DeclarationPatternSyntax { Type: var type, Designation: SingleVariableDesignationSyntax variable } => variable.Identifier.ValueText == name && IsInterface(type),
            VariableDeclaratorSyntax { Initializer.Value: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression, Right: TypeSyntax type } } variable =>
                variable.Identifier.ValueText == name && IsInterface(type),
            ParameterSyntax { Type: { } type } parameter => parameter.Identifier.ValueText == name && IsInterface(type),
            _ => false,
        }) == true;

    private static bool IsInterface(TypeSyntax type) => type.ToString().TrimEnd('?') is "IAsyncDisposable" or "System.IAsyncDisposable";

    private ITypeSymbol? TypeOf(string member)
    {
        for (INamedTypeSymbol? type = _type; type is not null; type = type.BaseType)
        {
            foreach (var symbol in type.GetMembers(member))
            {
                if (symbol is IFieldSymbol field)
                    return field.Type;
                if (symbol is IPropertySymbol property)
                    return property.Type;
            }
        }

        return _type.InstanceConstructors.SelectMany(constructor => constructor.Parameters).FirstOrDefault(parameter => parameter.Name == member)?.Type;
    }

    private static (string Name, InvocationExpressionSyntax Call)? CallIn(ExpressionSyntax whenNotNull) => WithoutConfiguration(whenNotNull) switch
    {
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } call => (binding.Name.Identifier.ValueText, call),
        _ => null,
    };

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        ThisExpressionSyntax or BaseExpressionSyntax => "",
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var operand } => NameOf(operand),
        ParenthesizedExpressionSyntax { Expression: var inner } => NameOf(inner),
        _ => null,
    };

    private static ExpressionSyntax WithoutConfiguration(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax inner:
                    expression = inner.Expression;
                    break;
                case CastExpressionSyntax cast:
                    expression = cast.Expression;
                    break;
                case AwaitExpressionSyntax wait:
                    expression = wait.Expression;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "AsTask" or "Preserve" } access }:
                    expression = access.Expression;
                    break;
                default:
                    return expression;
            }
        }
    }
}
