using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LeakLint.Ownership;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Lifetimes;

/// <summary>An override of a release member that does not call the one of its base, which releases something.</summary>
/// <param name="Override">The member that forgets its base.</param>
/// <param name="Overridden">The member of the base that releases.</param>
internal sealed record BaseRelease(IMethodSymbol Override, IMethodSymbol Overridden)
{
    /// <summary>The types of other assemblies whose release does something that a derived type cannot do for them.</summary>
    private static readonly string[] Releasing =
    [
        "Microsoft.Extensions.Hosting.BackgroundService", "System.Net.Http.DelegatingHandler", "System.Net.Http.HttpClientHandler", "System.Net.Http.HttpMessageInvoker",
        "System.Windows.Forms.Control", "System.IO.FileStream", "System.IO.StreamReader", "System.IO.StreamWriter", "System.IO.Compression.GZipStream",
        "Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory", "Microsoft.EntityFrameworkCore.DbContext",
    ];

    /// <summary>The base that the member forgets; null when it calls it, or when there is nothing to forget.</summary>
    public static BaseRelease? TryFind(ISymbol member, ImmutableArray<IOperation> blocks)
    {
        if (member is not IMethodSymbol { IsOverride: true, OverriddenMethod: { } overridden } method || !(ReleaseMembers.IsFormal(method) || method.Name == "StopAsync") || !DoesRelease(overridden))
            return null;
        // Who writes an override that does nothing means that nothing is to be done.
        if (ReleaseMembers.IsFormal(method) && blocks.All(DoesNothing))
            return null;
        foreach (var operation in blocks.SelectMany(block => block.DescendantsAndSelf()))
        {
            switch (operation)
            {
                case IInvocationOperation { Instance: IInstanceReferenceOperation { Syntax: BaseExpressionSyntax } }:
                case IMethodReferenceOperation { Instance: IInstanceReferenceOperation { Syntax: BaseExpressionSyntax } }:
                // What can be reached of the base may be released here in its place.
                case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } reference when IsOfBase(reference.Member, method) && MayBeReleasedBy(overridden, reference.Member):
                case IThrowOperation:
                // "_executor.Execute(Close)": what it leaves to another member of its own may call the base.
                case IMethodReferenceOperation { Instance: IInstanceReferenceOperation, Method: var later } when CallsBase(later, method):
                case IInvocationOperation { Instance: IInstanceReferenceOperation, TargetMethod: var called } when CallsBase(called, method):
                    return null;
            }
        }

        return new(method, overridden);
    }

    private static bool CallsBase(IMethodSymbol own, IMethodSymbol release) =>
        SymbolEqualityComparer.Default.Equals(own.ContainingType, release.ContainingType)
        && own.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes())
            .Any(node => node is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax, Name.Identifier.ValueText: var called } && called == release.Name);

    // An empty body, or one that returns a task which is done.
    private static bool DoesNothing(IOperation block) => block is IBlockOperation { Operations: var operations }
        && operations.All(operation => operation is IReturnOperation { ReturnedValue: var value }
            && value?.Unwrapped() is null or IPropertyReferenceOperation or IDefaultValueOperation or IObjectCreationOperation { Arguments.IsEmpty: true });

    private static bool IsOfBase(ISymbol member, IMethodSymbol method) =>
        member.ContainingType is { } type && !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, method.ContainingType.OriginalDefinition)
        && method.ContainingType.IsOrDerivesFrom(type.OriginalDefinition);

    /// <summary>Whether the base releases this member of its own: the field that stands behind a property has its name, but for how it is written.</summary>
    private static bool MayBeReleasedBy(IMethodSymbol method, ISymbol member)
    {
        for (var overridden = method; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (!overridden.HasSource())
                return true;
            if (ReleasesOf(overridden).Any(call => ReceiverOf(call) is not { } receiver || IsSameName(receiver, member.Name)))
                return true;
        }

        return false;
    }

    private static string? ReceiverOf(InvocationExpressionSyntax call)
    {
        var receiver = call.Expression is MemberAccessExpressionSyntax access ? access.Expression : call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression;
        return receiver switch
        {
            IdentifierNameSyntax { Identifier.ValueText: var name } => name,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
            _ => null,
        };
    }

    private static bool IsSameName(string one, string other) => string.Equals(Bare(one), Bare(other), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string name) => (name.StartsWith("m_", StringComparison.Ordinal) ? name.Substring(2) : name).TrimStart('_');

    private static bool DoesRelease(IMethodSymbol method)
    {
        for (var overridden = method; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (overridden.HasSource() ? ReleasesInSource(overridden) : Releasing.Contains(overridden.ContainingType.FullName()))
                return true;
        }

        return false;
    }

    private static bool ReleasesInSource(IMethodSymbol method) => ReleasesOf(method).Any();

    private static IEnumerable<InvocationExpressionSyntax> ReleasesOf(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes()).OfType<InvocationExpressionSyntax>().Where(IsRelease);

    private static bool IsRelease(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Expression: not (BaseExpressionSyntax or ThisExpressionSyntax) } access => Contracts.IsReleaseName(access.Name.Identifier.ValueText),
        MemberBindingExpressionSyntax binding => Contracts.IsReleaseName(binding.Name.Identifier.ValueText),
        _ => false,
    };
}
