using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>A program starts something for its whole life, and nothing ends it when the program ends.</summary>
internal static class NoShutdownHook
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.NoShutdownHook,
        title: "Nothing ends it when the program stops",
        messageFormat: "'{0}' outlives the program: {1}",
        category: RuleFamily.Shutdown,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A program starts child processes, or a service of its own, for its whole life, and no finally, exit handler or callback of its host ends them: they are left behind, one more with each restart.");

    private static readonly ImmutableDictionary<string, string?> None = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Reports fields that hold child processes which nothing ends: static ones, and those of objects whose end was written and is not called.</summary>
    public static void Check(INamedTypeSymbol type, HostModel host, KnownTypes types, Compilation compilation, Action<Diagnostic> report, CancellationToken cancel)
    {
        if (type.TypeKind != TypeKind.Class || type.IsImplicitlyDeclared)
            return;
        foreach (var member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsConst: false } field || !ChildOwners.Owns(field.Type, types) || !host.IsProgram)
                continue;
            var holder = field.AssociatedSymbol ?? field;
            if (!holder.IsStatic)
            {
                if (holder.DeclaredAccessibility == Accessibility.Private && !EndsWithItsOwner(type, types))
                    CheckKept(field, new(holder, compilation, cancel), types, report);
                continue;
            }

            var uses = new HolderUses(holder, compilation, cancel);
            if (!uses.IsMade || uses.IsEnded)
                continue;
            report(Diagnostic.Create(
                Rule,
                holder.Locations[0],
                additionalLocations: null,
                uses.IsMadeAtOnce ? None : Plan(field, types, host),
                holder.Name,
                uses.Uncalled is { } end ? "nobody calls '" + end + "', which would end the " + field.Type.Name : "nothing ends the " + field.Type.Name + " when the program stops"));
        }
    }

    /// <summary>Whether others know how to end an object of the type: what it keeps is a matter of the rules about owners.</summary>
    private static bool EndsWithItsOwner(INamedTypeSymbol type, KnownTypes types) =>
        types.IsDisposable(type) || types.IsAsyncDisposable(type) || (types.HostedService is { } service && type.IsOrImplements(service));

    private static void CheckKept(IFieldSymbol field, HolderUses uses, KnownTypes types, Action<Diagnostic> report)
    {
        // Where nothing releases it at all, LEAK1006 tells.
        if (!uses.IsMade || uses.IsEnded || !uses.IsReleased || uses.Uncalled is not { } end)
            return;
        report(Diagnostic.Create(
            Rule,
            field.Locations[0],
            additionalLocations: null,
            Plan(field, end, types),
            field.Name,
            "nobody calls '" + end + "', which would end the " + field.Type.Name));
    }

    private static ImmutableDictionary<string, string?> Plan(IFieldSymbol field, string end, KnownTypes types)
    {
        if (field.ContainingType.GetMembers(end) is not { Length: 1 } named || named[0] is not IMethodSymbol { IsGenericMethod: false } method
            || method.Parameters.Any(parameter => parameter is { IsOptional: false, Type.Name: not "CancellationToken" }))
            return None;
        var arguments = method.Parameters.Any(parameter => !parameter.IsOptional) ? "CancellationToken.None" : "";
        var plan = None.Add(FixHints.Repair, Repairs.ReleaseByMember).Add(FixHints.Exits, "0").Add(FixHints.Holder, field.Name).Add(FixHints.ReleaseCall, $"{end}({arguments})");
        return types.IsTask(method.ReturnType) ? plan.Add(FixHints.MakeAsync, "true") : plan;
    }

    /// <summary>Reports what is started with the host, and has a stop that nobody calls when the host stops.</summary>
    public static void Check(IInvocationOperation registration, HostModel host, Action<Diagnostic> report)
    {
        if (registration.TargetMethod is not { Name: "Register" or "UnsafeRegister", ContainingType.Name: "CancellationToken" }
            || registration.Instance is not IPropertyReferenceOperation { Property.Name: "ApplicationStarted" }
            || StartOf(registration.Arguments) is not { } start || FindStop(start.Method) is not { } stop || host.StopsWithHost || host.Mentions(stop.Name))
            return;
        report(Diagnostic.Create(
            Rule,
            registration.Syntax.GetLocation(),
            additionalLocations: null,
            None.Add(FixHints.Repair, Repairs.StopWithHost).Add(FixHints.Exits, "0")
                .Add(FixHints.Holder, start.Receiver.ToString()).Add(FixHints.Release, StopCode(stop)),
            start.Receiver.ToString(),
            "'" + start.Method.Name + "' runs when the host has started, and nobody calls '" + stop.Name + "' when it stops"));
    }

    private static ImmutableDictionary<string, string?> Plan(IFieldSymbol field, KnownTypes types, HostModel host)
    {
        var isProcess = KnownTypes.IsProcess(field.Type);
        if (!isProcess && !types.IsDisposable(field.Type))
            return None;
        return None.Add(FixHints.Repair, host.HasHost ? Repairs.EndWithHost : Repairs.EndWithProgram).Add(FixHints.Exits, "0")
            .Add(FixHints.Holder, (field.AssociatedSymbol ?? field).Name).Add(FixHints.Release, isProcess ? Releases.KillAndDispose : Releases.Dispose);
    }

    private static (IMethodSymbol Method, SyntaxNode Receiver)? StartOf(ImmutableArray<IArgumentOperation> arguments)
    {
        if (arguments.IsEmpty || (arguments[0].Value.Unwrapped() as IDelegateCreationOperation)?.Target is not { } target)
            return null;
        var (method, receiver) = target switch
        {
            IMethodReferenceOperation { Method: var group, Instance: { } instance } => (group, instance),
            IAnonymousFunctionOperation lambda => lambda.Descendants().OfType<IInvocationOperation>().Select(call => (call.TargetMethod, call.Instance)).FirstOrDefault(call => IsStart(call.TargetMethod)),
            _ => default,
        };
        return method is not null && receiver is ILocalReferenceOperation or IFieldReferenceOperation && IsStart(method) ? (method, receiver.Syntax) : null;
    }

    private static bool IsStart(IMethodSymbol method) => method.HasSource() && method.Name.StartsWith("Start", StringComparison.Ordinal);

    /// <summary>The member that undoes the start: with the same words, without arguments that must be known.</summary>
    private static IMethodSymbol? FindStop(IMethodSymbol start) => start.ContainingType.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(method =>
        !method.IsStatic && method.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
        && (method.Name == "Stop" + start.Name.Substring(5) || method.Name + "Async" == "Stop" + start.Name.Substring(5) || method.Name == "Stop" + start.Name.Substring(5) + "Async")
        && method.Parameters.All(parameter => parameter.IsOptional || parameter.Type.Name == "CancellationToken"));

    private static string StopCode(IMethodSymbol stop)
    {
        var arguments = stop.Parameters.Any(parameter => !parameter.IsOptional) ? "CancellationToken.None" : "";
        var wait = stop.ReturnType.Name switch { "Task" => ".GetAwaiter().GetResult()", "ValueTask" => ".AsTask().GetAwaiter().GetResult()", _ => "" };
        return $"{stop.Name}({arguments}){wait}";
    }
}
