using System.Collections.Immutable;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Flow;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Rules.Ownership;

/// <summary>Chooses the repair that fits a finding and tells it to the fix as hints.</summary>
internal static class RepairPlan
{
    private static readonly string[] SynchronousEnough =
        ["System.IO.Stream", "System.IO.TextWriter", "System.Data.Common.DbConnection", "System.Data.Common.DbCommand", "System.Data.Common.DbDataReader", "System.Threading.Timer"];

    public static ImmutableDictionary<string, string?> For(SiteFinding finding, string rule)
    {
        var hints = ImmutableDictionary.CreateBuilder<string, string?>();
        var site = finding.Site;
        var value = ValueOf(site.Syntax);
        if (ReleaseFor(site.Type, value, finding.Context) is not { } release)
            return hints.ToImmutable();
        // Who awaits the release on one path does so on all.
        if (release == Releases.Dispose && IsAsync(value) && site.ReleasedAt.Exists(IsAsyncRelease))
            release = Releases.DisposeAsync;
        var repair = rule switch
        {
            // A declaration that runs again ends each turn by a using.
            RuleIds.ResourceOverwritten => value.Parent is EqualsValueClauseSyntax { Parent: var declared } && site.OverwrittenAt.TrueForAll(at => declared!.Span.Contains(at.Span)) && RepairFor(finding, value) == Repairs.Using
                ? Repairs.Using : Repairs.ReleasePrevious,
            RuleIds.ProcessOutlivesOwner => Repairs.KillAndWait,
            // A using at the end of a method that does not wait would stop the timer at once.
            RuleIds.TimerDropped when !WaitingCode.Follows(value) => Repairs.KeepInField,
            RuleIds.ResourceLostOnException => RepairForRisk(finding, value),
            _ => RepairFor(finding, value),
        };
        // A using would only close the handle on the path that forgets to end the process.
        var endsProcess = ProcessFacts.IsEndedByOwner(finding);
        if (endsProcess && repair == Repairs.Using && rule == RuleIds.ResourceReleasedOnSomePaths)
            repair = Repairs.ReleaseBeforeExit;
        // What throws on its own way there loses it as the throw that is written does: one handler for both.
        if (repair == Repairs.ReleaseBeforeExit && rule == RuleIds.ResourceReleasedOnSomePaths && FailsOnlyByThrow(finding))
            repair = Repairs.TryCatch;
        if (repair == Repairs.ReleaseBeforeExit && site.LostAt.Exists(lost => lost.Kind == ExitKind.Abandoned))
            repair = site.HandedOver || site.Returned ? null : Repairs.TryFinally;
        // A release before an exit that other paths reach with nothing to release would release what they have handed over.
        if (repair == Repairs.ReleaseBeforeExit && finding.IsSettledAtLostExit)
            repair = finding.Exits().Count == 1 && !IsAtRiskFurtherOut(site) ? Repairs.ReleaseOtherwise : null;
        // The scope of a using ends before a task does that nobody waits for there.
        if (repair is Repairs.Using or Repairs.UsingBlock && UnawaitedUse.Exists(site))
            repair = null;
        if (repair is not null && ReturnedReader.Needs(site))
            repair = null;
        // The handle alone is not all: who gives up waiting leaves the process running.
        if (repair == Repairs.Using && rule == RuleIds.ResourceNeverReleased && ProcessFacts.IsGivenUp(finding))
            (repair, endsProcess) = (Repairs.TryFinally, true);
        // The end of a method that does not wait is too early for what goes on working by itself.
        if (repair == Repairs.Using && IsAtWork(site, value))
            repair = KnownTypes.IsProcess(site.Type) ? null : Repairs.KeepInField;
        if (repair is null || site.GivesOnlyPart || MayHoldOthers(finding, value))
            return hints.ToImmutable();
        hints[FixHints.Repair] = repair;
        hints[FixHints.Release] = endsProcess ? Releases.KillAndDispose : repair == Repairs.KeepInField ? Releases.Dispose : release;
        if (site.Holder is { } holder)
            hints[FixHints.Holder] = holder.Name;
        hints[FixHints.SuggestedName] = NameFor(site.Type);
        if (rule is not (RuleIds.ProcessOutlivesOwner or RuleIds.ResourceOverwritten))
            hints[FixHints.Exits] = (rule == RuleIds.ResourceLostOnException ? site.AtRiskAt.Count : finding.Exits().Count).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!IsAsync(value) && finding.Result.Function is IMethodSymbol { ReturnType: var returned } && finding.Context.Types.IsTask(returned))
            hints[FixHints.MakeAsync] = "true";
        return hints.ToImmutable();
    }

    /// <summary>The hints for a release that is not awaited.</summary>
    public static ImmutableDictionary<string, string?> ForAwait(SyntaxNode release)
    {
        if (!IsAsync(release) && !CanBecomeAsync(release))
            return ImmutableDictionary<string, string?>.Empty;
        var hints = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Repair, Repairs.Await);
        return IsAsync(release) ? hints : hints.Add(FixHints.MakeAsync, "true");
    }

    /// <summary>The hints for a synchronous release that should be asynchronous.</summary>
    public static ImmutableDictionary<string, string?> ForAsyncRelease(SyntaxNode release) =>
        ForAwait(release) is { IsEmpty: false } hints ? hints.SetItem(FixHints.Repair, Repairs.ReleaseAsync) : ImmutableDictionary<string, string?>.Empty;

    /// <summary>How to release a value of this type here; null when it can only be done with await and there is none.</summary>
    public static string? ReleaseFor(ITypeSymbol type, SyntaxNode at, OwnershipContext context)
    {
        var types = context.Types;
        if (!types.IsAsyncDisposable(type))
            return Releases.Dispose;
        if (types.IsDisposable(type) && (!IsAsync(at) || IsSynchronousEnough(type)))
            return Releases.Dispose;
        return IsAsync(at) || CanBecomeAsync(at) ? Releases.DisposeAsync : null;
    }

    private static bool IsAsyncRelease(SyntaxNode release) =>
        release is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "DisposeAsync" } };

    /// <summary>Whether await may be written here.</summary>
    public static bool IsAsync(SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return !lambda.AsyncKeyword.IsKind(SyntaxKind.None);
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case LockStatementSyntax:
                    return false;
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case MemberDeclarationSyntax or AccessorDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool CanBecomeAsync(SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax or LockStatementSyntax:
                    return false;
                case LocalFunctionStatementSyntax { ReturnType: var returned }:
                    return IsTaskName(returned);
                case MethodDeclarationSyntax { ReturnType: var returned }:
                    return IsTaskName(returned);
            }
        }

        return false;
    }

    private static bool IsTaskName(TypeSyntax type) =>
        type is SimpleNameSyntax { Identifier.ValueText: "Task" or "ValueTask" };

    private static bool IsSynchronousEnough(ITypeSymbol type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (System.Array.IndexOf(SynchronousEnough, ancestor.FullName()) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>What is handed over later, or has more to it than a release, is released in a catch of the failure.</summary>
    private static string? RepairForRisk(SiteFinding finding, ExpressionSyntax value)
    {
        var repair = ProcessFacts.IsEndedByOwner(finding) ? Repairs.TryCatch : RepairFor(finding, value);
        return repair != Repairs.ReleaseBeforeExit ? repair : IsAtRiskFurtherOut(finding.Site) ? null : Repairs.TryCatch;
    }

    /// <summary>Whether the resource is lost by throwing, and in no other way: by a call that may fail, and then by a throw that is written.</summary>
    private static bool FailsOnlyByThrow(SiteFinding finding)
    {
        var site = finding.Site;
        return site.AtRiskAt.Count > 0 && site.ReleasedAt.Count == 0 && site.LostAt.TrueForAll(lost => lost.Kind == ExitKind.Throw) && !IsAtRiskFurtherOut(site)
            && finding.Exits().Max(exit => exit.Span.End) is var last && site.AtRiskAt.TrueForAll(risk => risk.Span.End <= last);
    }

    /// <summary>Whether what may fail stands behind the block that acquires the resource, where a catch in it does not reach.</summary>
    private static bool IsAtRiskFurtherOut(Site site) =>
        site.Syntax.FirstAncestorOrSelf<BlockSyntax>() is { } block && site.AtRiskAt.Exists(risk => !block.Span.Contains(risk.Span));

    private static string? RepairFor(SiteFinding finding, ExpressionSyntax value)
    {
        var site = finding.Site;
        var escapes = site.HandedOver || site.Returned || site.ReleasedAt.Exists(release => IsGivenAway(release, site)) || OutlivesItsBlock(finding);
        if (site.Kind == SiteKind.OutArgument)
            return escapes ? Repairs.ReleaseBeforeExit : Repairs.UsingBlock;
        switch (value.Parent)
        {
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax } } }:
                return escapes ? Repairs.ReleaseBeforeExit : Repairs.Using;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax } assignment when assignment.Right == value:
                if (assignment.Left is IdentifierNameSyntax { Identifier.ValueText: "_" } && site.Holder is null)
                    return Repairs.Keep;
                return site.Holder is not ILocalSymbol ? null : escapes || IsReleasedFurtherOut(site) ? Repairs.ReleaseBeforeExit : Repairs.UsingBlock;
            case var _ when WholeOfChoice(value, finding) is { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax } } } }:
                return escapes ? Repairs.ReleaseBeforeExit : Repairs.Using;
            case ExpressionStatementSyntax:
                return Repairs.Keep;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Parent: EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax } } choice when choice.Right == value:
                return escapes || site.ReleasedAt.Count > 0 ? null : Repairs.UsingOwn;
            default:
                return site.Holder is null && !escapes ? Repairs.Hoist : site.Holder is ILocalSymbol && escapes ? Repairs.ReleaseBeforeExit : null;
        }
    }

    /// <summary>Whether the body asks it to tell of what happens, and does not stay to hear of it: a watcher of files, a process with handlers.</summary>
    private static bool IsAtWork(Site site, ExpressionSyntax value) =>
        site.Holder is ILocalSymbol { Name: var holder } && (site.Type.Name == "FileSystemWatcher" || KnownTypes.IsProcess(site.Type)) && !WaitingCode.Follows(value)
        && value.FirstAncestorOrSelf<BlockSyntax>()?.DescendantNodes().Any(node => node is AssignmentExpressionSyntax
        {
            RawKind: (int)SyntaxKind.AddAssignmentExpression,
            Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var publisher } },
        } && publisher == holder) == true;

    /// <summary>The choice between several values, each of which is an acquisition, or nothing; null when another one is among them.</summary>
    private static ExpressionSyntax? WholeOfChoice(ExpressionSyntax value, SiteFinding finding)
    {
        while (true)
        {
            switch (value.Parent)
            {
                case ConditionalExpressionSyntax choice when choice.Condition != value:
                    if (!IsAcquired(choice.WhenTrue) || !IsAcquired(choice.WhenFalse))
                        return null;
                    value = choice;
                    continue;
                case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice }:
                    if (!choice.Arms.All(arm => IsAcquired(arm.Expression)))
                        return null;
                    value = choice;
                    continue;
                case AwaitExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax:
                    value = (ExpressionSyntax)value.Parent;
                    continue;
                default:
                    return value;
            }
        }

        bool IsAcquired(ExpressionSyntax arm) =>
            arm is ThrowExpressionSyntax || arm.IsKind(SyntaxKind.NullLiteralExpression) || finding.Result.Sites.Any(site => arm.Span.Contains(site.Syntax.Span));
    }

    /// <summary>Whether other paths release it after the block that acquires it: a using there would release it twice.</summary>
    private static bool IsReleasedFurtherOut(Site site)
    {
        SyntaxNode? block = site.Syntax.FirstAncestorOrSelf<SwitchSectionSyntax>() is { } section && site.Syntax.FirstAncestorOrSelf<BlockSyntax>()?.Span.Contains(section.Span) != false
            ? section : site.Syntax.FirstAncestorOrSelf<BlockSyntax>();
        return block is not null && site.ReleasedAt.Exists(release => !block.Span.Contains(release.Span));
    }

    /// <summary>Whether the release is a call that was given the resource to release it, maybe later.</summary>
    private static bool IsGivenAway(SyntaxNode release, Site site) =>
        !site.IsLease && site.Holder is ILocalSymbol { Name: var holder }
        && release is InvocationExpressionSyntax { Expression: var called, ArgumentList.Arguments: var arguments }
        && called is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Interlocked" } }
        && arguments.Any(argument => argument.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == holder);

    /// <summary>Whether what holds the resource, such as a stream on a socket, lives in a local that is declared further out than the resource.</summary>
    private static bool OutlivesItsBlock(SiteFinding finding)
    {
        var block = finding.Site.Syntax.FirstAncestorOrSelf<BlockSyntax>();
        return block is not null && finding.Result.Sites.Any(other =>
            (finding.Site.HeldBy & other.Bit) != 0 && other.Holder is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declared } && !block.Span.Contains(declared[0].Span));
    }

    /// <summary>Whether the local that holds the resource may hold something else, which is not to be released.</summary>
    private static bool MayHoldOthers(SiteFinding finding, ExpressionSyntax value)
    {
        if (finding.Site.Holder is not ILocalSymbol local || value.Parent is not AssignmentExpressionSyntax || local.DeclaringSyntaxReferences.Length != 1)
            return false;
        var declared = local.DeclaringSyntaxReferences[0].GetSyntax();
        if (declared.FirstAncestorOrSelf<StatementSyntax>()?.Parent is not { } scope)
            return false;
        return declared is VariableDeclaratorSyntax { Initializer.Value: { } first } && MayBeOther(first)
            || scope.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
                assignment.Left is IdentifierNameSyntax name && name.Identifier.ValueText == local.Name && assignment.Right != value && MayBeOther(assignment.Right));

        bool MayBeOther(ExpressionSyntax other) =>
            !other.IsKind(SyntaxKind.NullLiteralExpression) && !other.IsKind(SyntaxKind.DefaultLiteralExpression) && other is not DefaultExpressionSyntax
            && !finding.Result.Sites.Any(site => other.Span.Contains(site.Syntax.Span));
    }

    /// <summary>The acquisition with what is only wrapped around it: await, casts, "!", ConfigureAwait, "?? throw".</summary>
    public static ExpressionSyntax ValueOf(SyntaxNode acquisition)
    {
        var value = acquisition as ExpressionSyntax ?? acquisition.FirstAncestorOrSelf<ExpressionSyntax>()!;
        while (true)
        {
            switch (value.Parent)
            {
                case AwaitExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax:
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                    value = (ExpressionSyntax)value.Parent;
                    continue;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax } coalesce when coalesce.Left == value:
                    value = coalesce;
                    continue;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax call }:
                    value = call;
                    continue;
                default:
                    return value;
            }
        }
    }

    /// <summary>A good name for a local that holds a resource of this type.</summary>
    public static string NameFor(ITypeSymbol type)
    {
        var name = type.Name;
        if (type.TypeKind == TypeKind.Interface && name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]))
            name = name.Substring(1);
        return name.Length == 0 ? "resource" : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}
