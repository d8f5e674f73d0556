using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Lifetimes;

/// <summary>What kind of program the code of one compilation is, and who ends it. Its text is read only when a rule asks.</summary>
internal sealed class HostModel(Compilation compilation)
{
    private static readonly HashSet<string> Interesting =
    [
        "Host", "IHost", "HostBuilder", "IHostBuilder", "WebHost", "IWebHost", "WebHostBuilder", "WebApplication", "HostApplicationBuilder", "RunConsoleAsync", "UseConsoleLifetime",
        "FunctionsApplication", "DistributedApplication", "SIGTERM", "UnixSignal", "ListenForSignals", "ProcessExit", "ApplicationStopping", "ApplicationStopped",
    ];

    private readonly Lazy<HashSet<string>> _names = new(() => Collect(compilation), LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly Lazy<bool> _isProgram = new(() => FindsMain(compilation), LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Whether the code is a program rather than a library.</summary>
    public bool IsProgram => _isProgram.Value;

    /// <summary>Whether windows decide when the program ends.</summary>
    public bool HasWindows => compilation.Options.OutputKind is OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;

    /// <summary>Whether the code makes or takes a generic host, a web application or the like, which ends in order when the process is asked to.</summary>
    public bool HasHost => _names.Value.Any(name => name is not ("SIGTERM" or "UnixSignal" or "ListenForSignals" or "ProcessExit" or "ApplicationStopping" or "ApplicationStopped"));

    /// <summary>Whether the code does something when its host stops.</summary>
    public bool StopsWithHost => _names.Value.Overlaps(["ApplicationStopping", "ApplicationStopped"]);

    /// <summary>Whether the code listens for the signal that asks a process to end.</summary>
    public bool HandlesSigterm => _names.Value.Overlaps(["SIGTERM", "UnixSignal", "ListenForSignals"]);

    /// <summary>Whether the code does something when the process exits.</summary>
    public bool HandlesProcessExit => _names.Value.Contains("ProcessExit");

    /// <summary>The version of .NET that the code is compiled for; 4 for .NET Framework, 2 for .NET Standard.</summary>
    public int Framework { get; } = compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly?.Identity.Version.Major ?? 0;

    /// <summary>Whether the code names the member anywhere but at its declaration.</summary>
    public bool Mentions(string member) =>
        compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes()).OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == member);

    private static bool FindsMain(Compilation compilation) =>
        compilation.GetEntryPoint(default) is not null
        || compilation.GetSymbolsWithName("Main", SymbolFilter.Member).Any(symbol =>
            symbol is IMethodSymbol { IsStatic: true, Parameters.Length: <= 1, IsGenericMethod: false } main && main.Parameters.All(parameter => parameter.Type is IArrayTypeSymbol));

    private static HashSet<string> Collect(Compilation compilation)
    {
        var found = new HashSet<string>();
        foreach (var name in compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes()).OfType<SimpleNameSyntax>())
        {
            // A name that is declared here is not the framework's.
            if (Interesting.Contains(name.Identifier.ValueText) && !IsPartOfNamespace(name))
                found.Add(name.Identifier.ValueText);
        }

        found.RemoveWhere(name => compilation.ContainsSymbolsWithName(name, SymbolFilter.Type));
        return found;
    }

    // Uri.Host and options.Host are no hosts, nor is the namespace.
    private static bool IsPartOfNamespace(SimpleNameSyntax name) => name.Identifier.ValueText == "Host"
        ? name.Parent is not MemberAccessExpressionSyntax access || access.Expression != name || !access.Name.Identifier.ValueText.StartsWith("Create", StringComparison.Ordinal)
        : name.Ancestors().Any(outer => outer is UsingDirectiveSyntax);
}
