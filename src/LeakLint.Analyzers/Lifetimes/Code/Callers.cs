using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>When the code of a member runs, as far as its callers tell.</summary>
internal enum Reach
{
    /// <summary>Nothing calls it.</summary>
    Never,

    /// <summary>Only when its object, and with it the process, comes to its end.</summary>
    AtEnd,

    /// <summary>Only other assemblies can call it.</summary>
    Offered,

    /// <summary>While the program runs, or nobody knows when.</summary>
    Running,
}

/// <summary>Who calls the methods of the types that hold collections. Complete for private methods at the end of their type, for all at the end of the compilation.</summary>
internal sealed class Callers(Compilation compilation, Func<INamedTypeSymbol, bool> isTracked)
{
    private readonly CallRecord _calls = new();
    private readonly ConcurrentDictionary<ISymbol, bool> _handlers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _requested = new(SymbolEqualityComparer.Default);
    private readonly bool _isApplication = compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;
    private readonly Lazy<string[]> _friends = new(() => [.. compilation.Assembly.GetAttributes()
        .Where(attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute").Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value).OfType<string>()]);

    public void Note(IMethodSymbol callee, ISymbol caller)
    {
        // Most calls go to other assemblies.
        if (!ReferenceEquals(callee.ContainingAssembly, compilation.Assembly))
            return;
        callee = (callee.ReducedFrom ?? callee).OriginalDefinition;
        _calls.Note(callee, caller, IsTracked(callee));
    }

    /// <summary>Notes who makes objects of a type of this compilation.</summary>
    public void Note(IObjectCreationOperation creation, ISymbol caller)
    {
        if (creation.Constructor is { } constructor && ReferenceEquals(constructor.ContainingAssembly, compilation.Assembly))
            _calls.Note(constructor.OriginalDefinition, caller, isTracked: false);
    }

    /// <summary>Notes that requests run the method, and which of its parameters they choose.</summary>
    public void NoteServed(IInvocationOperation call)
    {
        NoteHandler(call.TargetMethod.ReducedFrom ?? call.TargetMethod);
        foreach (var argument in call.Arguments)
        {
            if (argument is { Parameter.Type.SpecialType: SpecialType.System_String } && argument.Value.Unwrapped() is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.LambdaMethod } })
                _requested.TryAdd(argument.Parameter.OriginalDefinition, true);
        }
    }

    /// <summary>Whether the text is what a request asks for, as it came.</summary>
    public bool IsRequested(IOperation key) => key.Unwrapped() is IParameterReferenceOperation { Parameter: var parameter } && _requested.ContainsKey(parameter.OriginalDefinition);

    /// <summary>Notes that events or timers run the method.</summary>
    public void NoteHandler(IMethodSymbol method) => _handlers.TryAdd(method.OriginalDefinition, true);

    public IEnumerable<ISymbol> Of(ISymbol member) => _calls.Of(member);

    /// <summary>Whether a member is called, and only by what runs when the program starts.</summary>
    /// <remarks>Who makes an object that nobody is seen to make is a container, or reflection: once.</remarks>
    public bool IsStartUpOnly(ISymbol member) => !_handlers.ContainsKey(member) && (member is IMethodSymbol { MethodKind: MethodKind.Constructor }
        ? !_calls.OfOther(member).Any() || LeadsFromStartUp(member, [])
        : IsPrivate(member) ? Of(member).Any() && AllCallers(member).All(caller => IsPrivate(caller) || GrowthSite.IsStartUp(caller)) : LeadsFromStartUp(member, []) || Overloads(member).Any(overload => LeadsFromStartUp(overload, [])));

    /// <summary>Whether the member is for other code to call, or private and called by such a one.</summary>
    public bool IsForOthers(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Constructor } || AllCallers(member).Append(member).Any(caller => !IsPrivate(caller) && !GrowthSite.IsStartUp(caller));

    /// <summary>Whether requests or events run the member, also by way of others.</summary>
    public bool IsServed(ISymbol member) => AllCallers(member).Any(GrowthSite.IsServedMember) || IsInHostedLoop(member) || (!_handlers.IsEmpty && AllCallers(member).Append(member).Any(_handlers.ContainsKey));

    /// <summary>Whether the loop of a hosted service calls the member, also by way of others.</summary>
    private bool IsInHostedLoop(ISymbol member) => AllCallers(member).Append(member).Where(IsPrivate).Any(callee => Of(callee).Any(caller =>
        caller is IMethodSymbol { Name: "ExecuteAsync", IsOverride: true, DeclaringSyntaxReferences: { Length: 1 } declared } && declared[0].GetSyntax().DescendantNodes().Any(node =>
            node is InvocationExpressionSyntax call && FunctionSyntax.NameOf(call) == callee.Name && call.Ancestors().Any(outer => outer is WhileStatementSyntax or CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 }))));

    /// <summary>Whether the bodies of the type that declares the member tell all about when it runs: no code elsewhere can call it.</summary>
    public bool IsSettled(ISymbol member) => IsSettled(member, []);

    /// <summary>The member to call so that this one runs: itself, or the first of the members that lead to it.</summary>
    public ISymbol FirstOf(ISymbol member)
    {
        var passed = new List<ISymbol>();
        while (!passed.Contains(member, SymbolEqualityComparer.Default))
        {
            passed.Add(member);
            member = Of(member).OrderBy(caller => caller.Locations[0].SourceSpan.Start).FirstOrDefault(caller => !passed.Contains(caller, SymbolEqualityComparer.Default)) ?? member;
        }

        return member;
    }

    /// <summary>Whether the member is there for tests, which begin with an empty collection: internal, called by nothing else, in an assembly that shows itself to them.</summary>
    public bool IsForTests(RemovalSite removal) =>
        removal is { Key: null, Member: IMethodSymbol { DeclaredAccessibility: Accessibility.Internal } member }
        && (member.Name.StartsWith("Clear", StringComparison.Ordinal) || member.Name.StartsWith("Reset", StringComparison.Ordinal) || member.Name.EndsWith("ForTests", StringComparison.Ordinal) || member.Name.EndsWith("ForTesting", StringComparison.Ordinal))
        && !Of(member).Any() && Array.Exists(_friends.Value, IsTest);

    /// <summary>When a member runs that takes entries out of the collection in the holder.</summary>
    /// <param name="growing">The members that add to it: what they call runs as often as they do.</param>
    public Reach ReachOf(ISymbol member, ISymbol holder, IEnumerable<ISymbol> growing) => ReachOf(member, holder, [.. growing], []);

    /// <summary>The callers of a private member, their callers where they are private, and so on.</summary>
    private List<ISymbol> AllCallers(ISymbol member)
    {
        var callers = new List<ISymbol>();
        if (IsPrivate(member))
            Collect(member, callers);
        return callers;
    }

    /// <summary>The overloads of a member that nothing calls: what is known of them is true of it.</summary>
    private IEnumerable<ISymbol> Overloads(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Ordinary } && !Of(member).Any() ? member.ContainingType.GetMembers(member.Name).Where(other => Of(other).Any()) : [];

    private bool LeadsFromStartUp(ISymbol member, List<ISymbol> asked)
    {
        if (asked.Contains(member, SymbolEqualityComparer.Default))
            return true;
        asked.Add(member);
        if (_handlers.ContainsKey(member))
            return false;
        var root = RootOf(member);
        var callers = Of(root).Concat(_calls.OfOther(root)).Concat(SymbolEqualityComparer.Default.Equals(root, member) ? [] : Of(member).Concat(_calls.OfOther(member))).ToList();
        // Others of the same kind, which nobody calls yet, are called where these are.
        if (callers.Exists(caller => !IsUncalledExtension(caller)))
            callers.RemoveAll(IsUncalledExtension);
        return callers.Count > 0 && callers.TrueForAll(caller => GrowthSite.IsPlainlyStartUp(caller) || (!IsCalledFromElsewhere(caller) && LeadsFromStartUp(caller, asked)));
    }

    private bool IsUncalledExtension(ISymbol caller) => caller is IMethodSymbol { IsExtensionMethod: true } && !Of(caller).Any() && !_calls.OfOther(caller).Any();

    /// <summary>The member of this compilation that the member overrides: who calls that one calls it.</summary>
    private static ISymbol RootOf(ISymbol member)
    {
        while (member is IMethodSymbol { OverriddenMethod: { } overridden } && overridden.HasSource())
            member = overridden.OriginalDefinition;
        return member;
    }

    /// <summary>Whether nothing is known of who else calls the member.</summary>
    private bool IsCalledFromElsewhere(ISymbol member) => RootOf(member) is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor, IsOverride: false } method || GrowthSite.IsServedMember(method) || IsHandler(method);

    private void Collect(ISymbol member, List<ISymbol> callers)
    {
        foreach (var caller in Of(member))
        {
            if (callers.Contains(caller, SymbolEqualityComparer.Default))
                continue;
            callers.Add(caller);
            if (IsPrivate(caller))
                Collect(caller, callers);
        }
    }

    private static bool IsTest(string friend) => friend.IndexOf("Test", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsPrivate(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private };

    private bool IsSettled(ISymbol member, List<ISymbol> asked)
    {
        if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } || asked.Contains(member, SymbolEqualityComparer.Default))
            return true;
        asked.Add(member);
        return member.DeclaredAccessibility == Accessibility.Private && Of(member).All(caller => IsSettled(caller, asked));
    }

    private Reach ReachOf(ISymbol member, ISymbol holder, List<ISymbol> growing, List<ISymbol> asked)
    {
        if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation or MethodKind.Destructor } method || growing.Contains(member, SymbolEqualityComparer.Default))
            return Reach.Running;
        if (asked.Contains(method, SymbolEqualityComparer.Default))
            return Reach.Never;
        asked.Add(method);
        var reach = IsEnd(method, holder) ? Reach.AtEnd : IsCalledFromOutside(method) ? Reach.Running : IsOffered(method) ? Reach.Offered : Reach.Never;
        foreach (var caller in Of(method).Concat(Promises(method).SelectMany(Of)))
        {
            if (reach == Reach.Running)
                break;
            reach = (Reach)Math.Max((int)reach, (int)ReachOf(caller, holder, growing, asked));
        }

        return reach == Reach.Never && IsMentionedInGeneratedCode(method.Name) ? Reach.Running : reach;
    }

    private bool IsTracked(IMethodSymbol callee) => callee.ContainingType is { } type && (type.TypeKind == TypeKind.Interface || callee.IsAbstract || isTracked(type));

    private static bool IsEnd(IMethodSymbol method, ISymbol holder)
    {
        if (holder.IsStatic || !SymbolEqualityComparer.Default.Equals(method.ContainingType, holder.ContainingType))
            return false;
        return ReleaseMembers.IsFormal(method)
            || (method.SimpleName() == "StopAsync" && method.ContainingType.AllInterfaces.Any(implemented => implemented.Name == "IHostedService"));
    }

    private bool IsCalledFromOutside(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (!isTracked(type) || method.IsOverride || method.IsVirtual || method.IsAbstract || !method.GetAttributes().IsEmpty || method.Name is "Main" || IsHandler(method))
            return true;
        if (Promises(method, ofOthers: true).Any())
            return true;
        if (method.DeclaredAccessibility == Accessibility.Private)
            return false;
        return type.BaseType is { SpecialType: not SpecialType.System_Object } framework && !framework.HasSource() && framework.Name != "BackgroundService";
    }

    /// <summary>Whether other assemblies can call it; those of an application have no business to.</summary>
    private bool IsOffered(IMethodSymbol method) =>
        !_isApplication && (method.IsVisibleOutside() || Promises(method).Any(promised => promised.IsVisibleOutside()) || (Array.Exists(_friends.Value, friend => !IsTest(friend)) && method.DeclaredAccessibility != Accessibility.Private));

    /// <summary>The interface members that the method implements: of this compilation, or of others.</summary>
    private IEnumerable<IMethodSymbol> Promises(IMethodSymbol method, bool ofOthers = false)
    {
        var name = method.SimpleName();
        return method.ContainingType.AllInterfaces
            .Where(implemented => SymbolEqualityComparer.Default.Equals(implemented.ContainingAssembly, compilation.Assembly) != ofOthers)
            .SelectMany(implemented => implemented.GetMembers(name)).OfType<IMethodSymbol>()
            .Where(promised => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(promised), method))
            .Select(promised => promised.OriginalDefinition);
    }

    private static bool IsHandler(IMethodSymbol method) => method.Parameters.Length == 2 && method.Parameters[1].Type.Name.EndsWith("Args", StringComparison.Ordinal);

    /// <summary>Generated code is not analysed, but it calls: views, bindings, clients.</summary>
    private bool IsMentionedInGeneratedCode(string name)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (IsGenerated(tree.FilePath) && tree.GetText().ToString().Contains(name))
                return true;
        }

        return false;
    }

    private static bool IsGenerated(string path) =>
        path.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".g.i.cs", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".designer.cs", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".generated.cs", StringComparison.OrdinalIgnoreCase);
}
