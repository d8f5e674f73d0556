using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>Finds calls that resolve a transient from the root provider where that happens more than once.</summary>
internal sealed class RootResolutions(Compilation compilation, KnownTypes types)
{
    private readonly Registrations _registrations = new(compilation);
    private readonly Lazy<Dictionary<string, string>> _transients = new(() => CollectTransients(compilation));

    public void Check(IInvocationOperation call, ISymbol member, Action<Diagnostic> report)
    {
        if (call.TargetMethod is not { Name: "GetRequiredService" or "GetService", TypeArguments.Length: 1, ContainingType.Name: "ServiceProviderServiceExtensions" }
            || call.TargetMethod.TypeArguments[0] is not INamedTypeSymbol service || call.Arguments.Length != 1)
            return;
        if (!IsRoot(call.Arguments[0].Value.Unwrapped(), member) || !IsRepeated(call, member) || FindMade(service) is not { } made)
            return;
        var isDisposable = types.IsDisposable(made);
        if (isDisposable || types.IsAsyncDisposable(made))
            TransientResolvedFromRoot.Report(call, service, !isDisposable, report);
    }

    /// <summary>The class that the container makes, each time anew, for the service.</summary>
    private INamedTypeSymbol? FindMade(INamedTypeSymbol service)
    {
        if (!_transients.Value.TryGetValue(service.Name, out var made) || _registrations.IsLongLived(service))
            return null;
        return made == service.Name ? service : compilation.GetSymbolsWithName(made, SymbolFilter.Type).OfType<INamedTypeSymbol>().FirstOrDefault(type => type.AllInterfaces.Contains(service, SymbolEqualityComparer.Default) || type.IsOrDerivesFrom(service));
    }

    /// <summary>The services that are registered as transients and in no other way, each with its class.</summary>
    private static Dictionary<string, string> CollectTransients(Compilation compilation)
    {
        var found = new Dictionary<string, string>();
        var others = new HashSet<string>();
        foreach (var name in compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes()).OfType<GenericNameSyntax>().Where(name => name.Identifier.ValueText.StartsWith("Add", StringComparison.Ordinal)))
        {
            var arguments = name.TypeArgumentList.Arguments;
            var service = arguments[0].GetLastToken().ValueText;
            if (name.Identifier.ValueText is "AddTransient")
                found[service] = arguments[arguments.Count - 1].GetLastToken().ValueText;
            else if (name.Identifier.ValueText is "AddSingleton" or "AddScoped")
                others.Add(service);
        }

        foreach (var other in others)
            found.Remove(other);
        return found;
    }

    /// <summary>Whether the provider is that of the whole application: of the host, or injected into what lives as long as the process.</summary>
    private bool IsRoot(IOperation provider, ISymbol member) => provider switch
    {
        IPropertyReferenceOperation { Property: { Name: "Services" }, Instance.Type: { } host } => types.Host is not null && host.IsOrImplements(types.Host) || host.Name is "IWebHost",
        IPropertyReferenceOperation { Property: { Name: "ApplicationServices" } } => true,
        ILocalReferenceOperation { Local: { Type.Name: "ServiceProvider" } } => true,
        IFieldReferenceOperation { Field: { Type.Name: "ServiceProvider" } } => true,
        IFieldReferenceOperation { Field: { Type.Name: "IServiceProvider", IsStatic: false } } or IParameterReferenceOperation { Parameter: { Type.Name: "IServiceProvider", ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } } =>
            ProcessLong.IsDeclared(member.ContainingType) || _registrations.IsLongLived(member.ContainingType),
        _ => false,
    };

    /// <summary>Whether the call runs more than once: in a loop, a handler, or a method of an object; not at the start of the program.</summary>
    private bool IsRepeated(IInvocationOperation call, ISymbol member)
    {
        for (var outer = call.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ILoopOperation or ILocalFunctionOperation)
                return true;
            if (outer is IAnonymousFunctionOperation lambda)
                return !IsFactory(lambda);
        }

        return member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false, Name: not ("StartAsync" or "ExecuteAsync" or "Start" or "Configure" or "StopAsync") };
    }

    /// <summary>A lambda that is given to a registration runs as often as the container says.</summary>
    private static bool IsFactory(IAnonymousFunctionOperation lambda)
    {
        IOperation? use = lambda.Parent;
        while (use is IDelegateCreationOperation or IConversionOperation)
            use = use.Parent;
        return use is not IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var taker } }
            || taker.StartsWith("Add", StringComparison.Ordinal) || taker.StartsWith("Configure", StringComparison.Ordinal) || taker is "Run" or "Register";
    }
}
