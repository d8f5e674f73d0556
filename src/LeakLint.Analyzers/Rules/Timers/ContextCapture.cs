using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Timers;

/// <summary>A place where something that runs on captures the execution context of the code that starts it.</summary>
/// <param name="Site">The creation or the call that captures.</param>
/// <param name="Holder">The field or property that holds what was started, where it is started rather than made.</param>
/// <param name="IsLoop">Whether it is a loop, not a timer.</param>
internal sealed record ContextCapture(IOperation Site, ISymbol? Holder, bool IsLoop)
{
    public static ContextCapture? TryFind(IOperation operation, KnownTypes types) => operation switch
    {
        IObjectCreationOperation creation when TimerKinds.Of(creation.Type) == TimerKind.Callback => new(creation, null, IsLoop: false),
        IInvocationOperation { TargetMethod: { Name: "CreateTimer", ContainingType.Name: "TimeProvider" } } call => new(call, null, IsLoop: false),
        // A System.Timers.Timer makes its clock when it is started.
        IInvocationOperation { TargetMethod.Name: "Start", Instance: { } timer } call when TimerKinds.Of(timer.Type) == TimerKind.Component => new(call, MemberOf(timer), IsLoop: false),
        IPropertyReferenceOperation { Property.Name: "Enabled", Instance: { } timer } enabled when TimerKinds.Of(timer.Type) == TimerKind.Component
            && TimerCalls.EffectOf(enabled) == TimerEffect.Starts => new(enabled, MemberOf(timer), IsLoop: false),
        IInvocationOperation call when IsLoopStart(call, types) => new(call, null, IsLoop: true),
        _ => null,
    };

    /// <summary>The field or property of a type that an operation reads or writes.</summary>
    public static ISymbol? MemberOf(IOperation? operation) => operation?.Unwrapped() is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } reference ? reference.Member : null;

    /// <summary>Whether the code around, or code of the type that calls it, keeps the context from flowing.</summary>
    public static bool IsSuppressed(IOperation site, ISymbol member)
    {
        var root = site;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().OfType<IInvocationOperation>().Any(call => call.TargetMethod is { Name: "SuppressFlow", ContainingType.Name: "ExecutionContext" } && Covers(call, site))
            || member.ContainingType.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax().DescendantNodes()).OfType<InvocationExpressionSyntax>()
                .Any(call => FunctionSyntax.NameOf(call) == member.Name && call.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().Any(IsSuppression) == true);
    }

    private static bool Covers(IOperation suppression, IOperation site)
    {
        for (var outer = suppression.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IUsingOperation scope)
                return scope.Body.Syntax.Span.Contains(site.Syntax.Span);
        }

        return suppression.Syntax.SpanStart < site.Syntax.SpanStart;
    }

    private static bool IsSuppression(SyntaxNode node) => node is IdentifierNameSyntax { Identifier.ValueText: "SuppressFlow" };

    private static bool IsLoopStart(IInvocationOperation call, KnownTypes types)
    {
        if (StartedWork.TryFind(call, types) is { } work)
            return !work.Name.Contains("Unsafe") && ServingLoop.IsIn(work.Function);
        if (call.TargetMethod is { Name: "Start", ContainingType: { Name: "Thread", ContainingNamespace.Name: "Threading" } })
            return FindThread(call) is { } thread && ServingLoop.IsIn(StartedWork.TryFind(thread)?.Function);
        return types.IsTask(call.Type) && call.TargetMethod.HasSource() && call.Parent is not IAwaitOperation && ServingLoop.IsIn(StartedWork.FindDeclaration(call));
    }

    /// <summary>The creation of the thread that is started, where the same code makes it.</summary>
    private static IObjectCreationOperation? FindThread(IInvocationOperation start)
    {
        IOperation root = start;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().OfType<IObjectCreationOperation>().FirstOrDefault(creation => creation.Type?.Name == "Thread");
    }
}
