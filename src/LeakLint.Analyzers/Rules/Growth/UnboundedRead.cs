using System;
using System.Linq;
using LeakLint.Descriptors;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Growth;

/// <summary>A server reads the whole of what another machine sends into memory, however much it is.</summary>
internal static class UnboundedRead
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(
        id: RuleIds.UnboundedRead,
        title: "Whole response is read into memory without a limit",
        messageFormat: "'{0}' reads the whole response into memory, however large it is, for each request that '{1}' serves",
        category: RuleFamily.Growth,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: false,
        description: "Code that serves requests reads the whole content of a response into a string or array without a limit of its size, so the other side decides how much memory each request takes.");

    public static void Check(IInvocationOperation call, ISymbol member, Action<Diagnostic> report)
    {
        var isRead = call.TargetMethod switch
        {
            { Name: "ReadAsStringAsync" or "ReadAsByteArrayAsync", ContainingType.Name: "HttpContent" } => true,
            { Name: "GetStringAsync" or "GetByteArrayAsync", ContainingType.Name: "HttpClient" } => true,
            _ => false,
        };
        if (isRead && call.TargetMethod.RootNamespace() == "System" && (GrowthSite.IsServedMember(member) || GrowthSite.IsInHandler(call)) && !IsLimited(call.Syntax))
            report(Diagnostic.Create(Rule, call.Syntax.GetLocation(), call.TargetMethod.Name, member.Name == "<Main>$" ? "the endpoint" : member.Name));
    }

    /// <summary>Whether the code around asks how much there is, or the client has a limit.</summary>
    private static bool IsLimited(SyntaxNode call)
    {
        var scope = call.Ancestors().LastOrDefault(node => node is TypeDeclarationSyntax) ?? call.SyntaxTree.GetRoot();
        return scope.DescendantNodes().Any(node => node is IdentifierNameSyntax { Identifier.Text: "MaxResponseContentBufferSize" or "ContentLength" });
    }
}
