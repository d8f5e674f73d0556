using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>The services of one compilation that are made when the program starts, not by the first request. Read only when a rule asks.</summary>
internal sealed class EagerServices(Compilation compilation)
{
    private readonly Lazy<HashSet<string>> _names = new(() => Collect(compilation), LazyThreadSafetyMode.ExecutionAndPublication);

    public bool Includes(INamedTypeSymbol type) => _names.Value.Contains(type.Name) || type.AllInterfaces.Any(contract => _names.Value.Contains(contract.Name));

    private static HashSet<string> Collect(Compilation compilation)
    {
        var names = new HashSet<string>();
        foreach (var node in compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes()))
        {
            switch (node)
            {
                // The host makes its services, and what they need, before it takes requests.
                case TypeDeclarationSyntax { BaseList: { } bases } service when bases.Types.Any(type => NameOf(type.Type) is "IHostedService" or "BackgroundService" or "IStartupFilter"):
                    names.UnionWith(service.DescendantNodes().OfType<ParameterListSyntax>().Where(list => list.Parent is ConstructorDeclarationSyntax or TypeDeclarationSyntax)
                        .SelectMany(list => list.Parameters).Select(parameter => NameOf(parameter.Type)));
                    break;
                // An instance that is registered, and what the program asks for itself.
                case ObjectCreationExpressionSyntax creation when creation.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && FunctionSyntax.NameOf(call).Contains("Singleton"):
                    names.Add(NameOf(creation.Type));
                    break;
                case GenericNameSyntax { Identifier.ValueText: "GetRequiredService" or "GetService", TypeArgumentList.Arguments: { Count: 1 } arguments } when IsInMain(node):
                    names.Add(NameOf(arguments[0]));
                    break;
            }
        }

        return names;
    }

    private static bool IsInMain(SyntaxNode node) =>
        node.FirstAncestorOrSelf<GlobalStatementSyntax>() is not null || node.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText is "Main" or "Configure";

    private static string NameOf(TypeSyntax? type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
