using System;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>A program cleans up in an event that a SIGTERM does not raise.</summary>
internal static class CleanupMissedOnSigterm
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.CleanupMissedOnSigterm,
        title: "Clean-up is missed on SIGTERM",
        messageFormat: "SIGTERM does not raise '{0}'{1}: {2} does not run when a container or service manager stops the program{3}",
        category: RuleFamily.Shutdown,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A program without a generic host cleans up in AppDomain.ProcessExit, AssemblyLoadContext.Unloading or Console.CancelKeyPress only: since .NET 10 a SIGTERM raises none of them, so what should be released outlives the program or is lost.");

    public static void Check(IEventAssignmentOperation subscription, HostModel host, Action<Diagnostic> report)
    {
        if (Find(subscription, host) is not { } handler)
            return;
        var raised = ((IEventReferenceOperation)subscription.EventReference).Event;
        var isOnKey = raised.Name == "CancelKeyPress";
        var isSure = host.Framework >= 10 && host.IsProgram && (!isOnKey || handler.Kills);
        report(Diagnostic.Create(
            Rule,
            subscription.Syntax.GetLocation(),
            isSure ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            additionalLocations: null,
            handler.Plan(subscription, isOnKey),
            raised.ContainingType.Name + "." + raised.Name,
            isOnKey ? "" : host.Framework >= 10 ? " since .NET 10" : " from .NET 10 on",
            handler.Name,
            handler.IsAsync ? ", and where it does run nobody waits for it" : ""));
    }

    /// <summary>Whether the rule reports the subscription.</summary>
    public static bool Covers(IEventAssignmentOperation subscription, HostModel host) => Find(subscription, host) is not null;

    /// <summary>The handler whose clean-up a SIGTERM does not run.</summary>
    private static ExitHandler? Find(IEventAssignmentOperation subscription, HostModel host)
    {
        if (!subscription.Adds || subscription.EventReference is not IEventReferenceOperation { Event: var raised } || !IsExitEvent(raised)
            || subscription.SemanticModel?.Compilation.GetTypeByMetadataName("System.Runtime.InteropServices.PosixSignalRegistration") is null)
            return null;
        var isOnKey = raised.Name == "CancelKeyPress";
        var handler = new ExitHandler(subscription.HandlerValue);
        if (!handler.CleansUp(isOnKey) || host.HasWindows || host.HasHost || host.HandlesSigterm || (isOnKey && host.HandlesProcessExit))
            return null;
        // Nobody knows which program a library will be in; a child process that is left behind is one in any.
        return host.IsProgram || handler.Kills ? handler : null;
    }

    private static bool IsExitEvent(IEventSymbol raised) => (raised.Name, raised.ContainingType.Name) is
        ("ProcessExit", "AppDomain") or ("CancelKeyPress", "Console") or ("Unloading", "AssemblyLoadContext");
}
