using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>Gathers the bodies of each hosted service, and asks whether its work sees that the host stops.</summary>
internal sealed class HostedServices(Compilation compilation)
{
    private readonly Lazy<HashSet<string>> _completed = new(() => CollectCompleted(compilation));

    public void Start(SymbolStartAnalysisContext context)
    {
        if (context.Symbol is not INamedTypeSymbol { TypeKind: TypeKind.Class, BaseType: { } parent } type || type.AllInterfaces.IsEmpty)
            return;
        var isService = parent.IsBackgroundService();
        if (FindEntry(type, isService) is not { } entry)
            return;
        var bodies = new TypeBodies();
        context.RegisterOperationBlockAction(block => bodies.Add(block.OwningSymbol, block.OperationBlocks));
        context.RegisterSymbolEndAction(end =>
        {
            var all = bodies.InOrder();
            if (!all.Any(body => HasWait(body.Root)))
                return;
            foreach (var ignored in new HostedWork(type, all, IsCompleted, isService).Find(entry))
                LoopIgnoresStoppingToken.Report(ignored, end.Reporter());
        });
    }

    /// <summary>Where the work of the service begins.</summary>
    private static IMethodSymbol? FindEntry(INamedTypeSymbol type, bool isService)
    {
        if (isService)
            return type.GetMembers("ExecuteAsync").OfType<IMethodSymbol>().FirstOrDefault(method => method.IsOverride && method.Parameters.Length == 1);
        return type.AllInterfaces.Any(contract => contract is { Name: "IHostedService", ContainingNamespace.Name: "Hosting" })
            ? type.GetMembers("StartAsync").OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.Length == 1)
            : null;
    }

    private static bool HasWait(IOperation body) => body.Descendants().Any(operation => operation is ILoopOperation or IInvocationOperation { TargetMethod.Name: "Delay" or "Sleep" });

    /// <summary>Whether somebody in this compilation completes a channel, or a collection, of the same element.</summary>
    private bool IsCompleted(IOperation? receiver)
    {
        for (var channel = receiver; channel is not null; channel = (channel as IPropertyReferenceOperation)?.Instance)
        {
            if (channel.Type is INamedTypeSymbol { Arity: > 0 } type && _completed.Value.Contains(type.TypeArguments[0].Name))
                return true;
        }

        return false;
    }

    /// <summary>The simple names of the types that are named, as type arguments of channels and collections, in files that complete some.</summary>
    private static HashSet<string> CollectCompleted(Compilation compilation)
    {
        var names = new HashSet<string>();
        foreach (var root in compilation.SyntaxTrees.Select(tree => tree.GetRoot()))
        {
            if (root.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(IsCompletion))
                names.UnionWith(root.DescendantNodes().OfType<GenericNameSyntax>().Where(IsChannel).Select(channel => channel.TypeArgumentList.Arguments.Last().GetLastToken().ValueText));
        }

        return names;
    }

    private static bool IsCompletion(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => IsCompletion(access.Name),
        MemberBindingExpressionSyntax binding => IsCompletion(binding.Name),
        _ => false,
    };

    private static bool IsCompletion(SimpleNameSyntax name) => name.Identifier.ValueText is "Complete" or "TryComplete" or "CompleteAdding";

    private static bool IsChannel(GenericNameSyntax name) => name.Identifier.ValueText is "Channel" or "ChannelWriter" or "BlockingCollection" or "CreateUnbounded" or "CreateBounded";
}
