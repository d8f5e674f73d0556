using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>Questions about who subscribes: how long its objects live, and whether they take the subscription back.</summary>
internal sealed class Subscribers(Compilation compilation)
{
    private readonly Registrations _registrations = new(compilation);
    private static readonly string[] _mainParts = ["", "Window", "Form", "Page", "View", "Shell", "Screen", "Program", "Class", "Activity", "App", "Loop", "Thread"];
    private static readonly string[] _oneByName = ["Service", "Manager", "Provider", "Plugin", "Module", "Registry", "Host", "Application", "Store", "Program", "Startup", "Singleton", "System", "Subsystem", "Server", "Engine", "Bootstrapper", "Cache", "Monitor", "Mod", "Game"];
    private static readonly string[] _transient = ["View", "ViewModel", "Page", "Dialog", "Panel", "Control", "Widget", "Item", "Row", "Cell", "Tab", "Session", "Connection", "Enemy", "Presenter", "Popup"];

    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _comeAndGo = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _madeForOne = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _many = new(SymbolEqualityComparer.Default);

    /// <summary>What subscribers say of publishers that they were given.</summary>
    public HandedPublishers Handed { get; } = new();

    /// <summary>Whether objects of the type are known to come and go with scopes, requests or resolutions.</summary>
    public bool IsShortLived(INamedTypeSymbol type) => !ProcessLong.IsDeclared(type) && _registrations.IsShortLived(type);

    /// <summary>Whether a publisher that the subscriber was given is known to be one for the whole process.</summary>
    public bool IsLongLivedPublisher(IOperation? publisher, ISymbol member) =>
        Publishers.IsStatic(publisher) || (Publishers.HeldType(publisher, member) is INamedTypeSymbol type && _registrations.IsLongLived(type));

    /// <summary>Whether objects of the type are released before the process ends, or made again and again; false where all are made once.</summary>
    public bool MayComeAndGo(INamedTypeSymbol type) => _comeAndGo.GetOrAdd(type.OriginalDefinition, known => !IsProcessLong(known) && (IsShortLived(known) || IsMadeAgain(known)));

    /// <summary>Whether code that runs time and again makes objects of the type for its own use, and none is one for the process.</summary>
    public bool IsMadeInPassing(INamedTypeSymbol type) => MayComeAndGo(type) && CreationsOf(type).Any();

    /// <summary>
    /// Whether objects of a type that nobody here makes are plainly made for one thing each: a view, a session, or what is told by a text or number which thing it stands for.
    /// </summary>
    public bool IsMadeForOne(INamedTypeSymbol type) => _madeForOne.GetOrAdd(type.OriginalDefinition, known =>
        known.TypeKind == TypeKind.Class && !IsProcessLong(known) && (IsNamedForOne(known.Name) || IsToldWhich(known)) && !CreationsOf(known).Any());

    /// <summary>Whether nothing here says that there is one object of the type only: nobody makes it here and it is told what it is for, or it is made in more than one place.</summary>
    public bool MayBeMany(INamedTypeSymbol type) => _many.GetOrAdd(type.OriginalDefinition, known =>
        known is { TypeKind: TypeKind.Class, IsStatic: false } && (!known.IsAbstract || UserInterface.Includes(known)) && !IsMainPart(known) && !IsOneForProcess(known) && !KeepsItself(known) && IsOpen(known));

    /// <summary>Whether there is one object of the type for the whole process: what it listens to ends no sooner.</summary>
    public bool IsOneForProcess(INamedTypeSymbol type) => ProcessLong.IsDeclared(type) || _registrations.IsLongLived(type);

    /// <summary>Whether somebody releases the objects, so that a release can be written into the type.</summary>
    public bool IsReleased(INamedTypeSymbol type) => HasRelease(type) || IsShortLived(type) || IsMadeForOne(type);

    /// <summary>Whether the type, in any of its parts, removes a handler from an event of this name.</summary>
    public static bool Removes(INamedTypeSymbol type, string raised) =>
        type.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax().DescendantNodes()).OfType<AssignmentExpressionSyntax>()
            .Any(removal => removal.IsKind(SyntaxKind.SubtractAssignmentExpression) && removal.Left.GetLastToken().ValueText == raised && !IsRenewal(removal));

    /// <summary>Whether the same handler is added to the same object again further down: that makes sure that it is there once, and ends nothing.</summary>
    public static bool IsRenewal(AssignmentExpressionSyntax removal)
    {
        var others = removal.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(other => other.SpanStart > removal.SpanStart);
        foreach (var other in others ?? [])
        {
            if (other.IsKind(SyntaxKind.AddAssignmentExpression) && SyntaxFactory.AreEquivalent(other.Left, removal.Left) && SyntaxFactory.AreEquivalent(other.Right, removal.Right))
                return true;
            // From here on it is another object.
            if (other.IsKind(SyntaxKind.SimpleAssignmentExpression) && removal.Left is MemberAccessExpressionSyntax { Expression: var publisher } && publisher.GetFirstToken().ValueText == other.Left.GetLastToken().ValueText)
                return false;
        }

        return false;
    }

    /// <summary>Whether a handler refers to the object that subscribes.</summary>
    public static bool RefersToThis(IOperation handler) => handler.DescendantsAndSelf().Any(operation =>
        operation is IArgumentOperation { Value: var given } && given.Unwrapped().IsThis()
        || operation is IDelegateCreationOperation { Target: IMethodReferenceOperation { Instance: { } instance } } && instance.IsThis()
        || operation is IAnonymousFunctionOperation lambda && lambda.Body.Descendants().Any(inner => inner.IsThis() || IsCaptured(inner)));

    /// <summary>A parameter of the primary constructor is a field of the object.</summary>
    private static bool IsCaptured(IOperation operation) =>
        operation is IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } }
        && constructor.DeclaringSyntaxReferences is { Length: 1 } declarations && declarations[0].GetSyntax() is TypeDeclarationSyntax;

    private bool IsProcessLong(INamedTypeSymbol type) =>
        // How its derived types live, an abstract one does not say.
        type.IsStatic || type.IsAbstract || ProcessLong.IsDeclared(type) || _registrations.IsLongLived(type) || type.Name is "App" or "Program" or "Startup" || type.Name.StartsWith("Main", StringComparison.Ordinal) || KeepsItself(type);

    /// <summary>Whether the name is of a kind of which a program mostly has one.</summary>
    private static bool IsMainPart(INamedTypeSymbol type) =>
        type.Name is "App" or "Startup" || Array.Exists(_oneByName, end => type.Name.EndsWith(end, StringComparison.Ordinal))
        || (type.Name.StartsWith("Main", StringComparison.Ordinal) && Array.Exists(_mainParts, part => type.Name.Substring(4).StartsWith(part, StringComparison.Ordinal) && (part.Length > 0 || type.Name.Length == 4)));

    private static bool KeepsItself(INamedTypeSymbol type) =>
        type.GetMembers().Any(member => member.IsStatic && member switch
        {
            IFieldSymbol field => SymbolEqualityComparer.Default.Equals(field.Type, type),
            IPropertySymbol property => SymbolEqualityComparer.Default.Equals(property.Type, type),
            IMethodSymbol { Name: "Main" } => true,
            _ => false,
        });

    private static bool HasRelease(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>().Any(member => !member.IsStatic && member.MethodKind == MethodKind.Ordinary && ReleaseMembers.IsFormal(member));

    /// <summary>Objects that are released are made again; else what makes them must do so in passing, and not to keep one of them.</summary>
    private bool IsMadeAgain(INamedTypeSymbol type)
    {
        var sites = CreationsOf(type).ToList();
        return sites.Count == 0 ? HasRelease(type) : sites.Exists(IsInPassing);
    }

    private IEnumerable<ObjectCreationExpressionSyntax> CreationsOf(INamedTypeSymbol type) => compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes())
        .OfType<ObjectCreationExpressionSyntax>().Where(creation => creation.Type.GetLastToken().ValueText == type.Name);

    /// <summary>Nobody makes the type or names it to a container, and each object is a view or told which objects it belongs to; or more than one member makes it. One creation may well be the only one.</summary>
    private bool IsOpen(INamedTypeSymbol type)
    {
        var sites = CreationsOf(type).Select(site => site.FirstAncestorOrSelf<MemberDeclarationSyntax>()).Distinct().Take(2).Count();
        return sites == 2 || (sites == 0 && (UserInterface.Includes(type) || IsGivenOthers(type)) && !compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes()).Any(node => IsHandedOver(node, type.Name)));
    }

    /// <summary>What containers give are mostly interfaces; a class of this program is something that the object is for.</summary>
    private static bool IsGivenOthers(INamedTypeSymbol type) =>
        type.InstanceConstructors is { Length: 1 } constructors && constructors[0].Parameters.Any(parameter => parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: false, Arity: 0 } given && given.HasSource() && !IsMainPart(given) && !IsSettings(given.Name));

    private static bool IsSettings(string name) =>
        name.EndsWith("Options", StringComparison.Ordinal) || name.EndsWith("Settings", StringComparison.Ordinal) || name.EndsWith("Config", StringComparison.Ordinal) || name.EndsWith("Configuration", StringComparison.Ordinal);

    /// <summary>Whether the type is named as a type argument or by <c>typeof</c>: who gets it makes as many as it likes.</summary>
    private static bool IsHandedOver(SyntaxNode node, string name) => node is IdentifierNameSyntax { Identifier.ValueText: var named, Parent: TypeArgumentListSyntax or TypeOfExpressionSyntax } && named == name;

    private static bool IsNamedForOne(string name) => Array.Exists(_transient, end => name.EndsWith(end, StringComparison.Ordinal));

    /// <summary>No container makes objects that are given a text or number.</summary>
    private static bool IsToldWhich(INamedTypeSymbol type) => type.InstanceConstructors is { Length: 1 } constructors && constructors[0] is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } constructor
        && constructor.Parameters.Any(parameter => parameter is { IsOptional: false, Type: { SpecialType: SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Int64 } or { Name: "Guid" } });

    private static bool IsInPassing(ObjectCreationExpressionSyntax creation)
    {
        var isMain = creation.Ancestors().Any(outer => outer is GlobalStatementSyntax or MethodDeclarationSyntax { Identifier.ValueText: "Main" });
        var isRepeated = creation.Ancestors().Any(outer => outer is WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or AnonymousFunctionExpressionSyntax);
        if (isMain ? !isRepeated : creation.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not MethodDeclarationSyntax)
            return false;
        SyntaxNode value = creation;
        while (value.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or ArgumentSyntax or ArgumentListSyntax)
            value = value.Parent;
        // One for each element of a query.
        if (value.Parent is SimpleLambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select" } } } })
            return true;
        return value.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax } or ExpressionStatementSyntax or UsingStatementSyntax
            || (value is ArgumentListSyntax && value.Parent is InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } call && !IsRegistration(call));
    }

    private static bool IsRegistration(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name.Contains("Singleton");
}
