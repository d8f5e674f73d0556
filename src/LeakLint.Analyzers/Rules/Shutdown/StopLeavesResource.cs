using System;
using System.Linq;
using LeakLint.Descriptors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Shutdown;

/// <summary>The StopAsync of a background service replaces the one that ends its work.</summary>
internal static class StopLeavesResource
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.StopLeavesResource,
        title: "Stopping a service leaves its work running",
        messageFormat: "'{0}.StopAsync' does not call base.StopAsync: its ExecuteAsync is neither cancelled nor awaited when the host stops",
        category: RuleFamily.Shutdown,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The StopAsync of a background service replaces the one that cancels and awaits ExecuteAsync: the work goes on while the host releases what it uses.");

    public static void Check(IMethodSymbol method, INamedTypeSymbol service, Action<Diagnostic> report)
    {
        if (method is not { Name: "StopAsync", IsOverride: true, IsAbstract: false } || !Overrides(method, service))
            return;
        var type = method.ContainingType;
        var execute = type.GetMembers("ExecuteAsync").OfType<IMethodSymbol>().FirstOrDefault(member => member.IsOverride && member.Parameters.Length == 1);
        if (execute is null || !Mentions(execute, execute.Parameters[0].Name) || EndsWork(type))
            return;
        report(Diagnostic.Create(Rule, method.Locations[0], type.Name));
    }

    private static bool Overrides(IMethodSymbol method, INamedTypeSymbol service)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden.ContainingType, service))
                return true;
        }

        return false;
    }

    /// <summary>Whether the body uses the name, here the token that the base would cancel.</summary>
    private static bool Mentions(IMethodSymbol method, string name) => method.DeclaringSyntaxReferences.Any(
        reference => reference.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>().Any(identifier => identifier.Identifier.ValueText == name));

    /// <summary>Whether anything in the type calls the base, or ends the work in its own way.</summary>
    private static bool EndsWork(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax().DescendantNodes()).Any(node => node switch
    {
        MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax, Name.Identifier.ValueText: "StopAsync" or "Dispose" } => true,
        SimpleNameSyntax { Identifier.ValueText: "ExecuteTask" or "Cancel" or "CancelAsync" } => true,
        _ => false,
    });
}
