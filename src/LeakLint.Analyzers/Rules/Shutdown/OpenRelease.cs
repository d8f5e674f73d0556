using System;
using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>A release that still stands behind a place in code, and that the end of the process does not make up for.</summary>
/// <param name="At">The using, or the finally.</param>
/// <param name="What">What it would release, in words.</param>
/// <param name="Loss">What is lost, in words.</param>
internal sealed record OpenRelease(Location At, string What, string Loss)
{
    public bool IsProcess { get; init; }

    /// <summary>Whether the place is in a function within the member.</summary>
    public bool IsInFunction { get; init; }

    /// <summary>The local that would be released, where it is one.</summary>
    public string? Local { get; init; }

    /// <summary>All releases that stand behind the place, the innermost first.</summary>
    public static IEnumerable<OpenRelease> FindAll(IInvocationOperation exit)
    {
        var child = (IOperation)exit;
        for (var outer = exit.Parent; outer is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); child = outer, outer = outer.Parent)
        {
            var found = outer switch
            {
                IUsingOperation scope when scope.Body == child => OfResources(scope.Resources, exit),
                IBlockOperation block => OfDeclarations(block, child, exit),
                ITryOperation { Finally: { } last } attempt when child != last => OfFinally(last) is { } release ? [release] : [],
                _ => [],
            };
            foreach (var release in found.Reverse())
                yield return release with { IsInFunction = IsInFunctionWithin(exit) };
        }
    }

    private static bool IsInFunctionWithin(IOperation exit)
    {
        for (var outer = exit.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }

    private static IEnumerable<OpenRelease> OfDeclarations(IBlockOperation block, IOperation child, IInvocationOperation exit) =>
        block.Operations.TakeWhile(statement => statement != child).SelectMany(statement => statement switch
        {
            IUsingDeclarationOperation declaration => OfResources(declaration.DeclarationGroup, exit),
            IVariableDeclarationGroupOperation group when IsReleasedAfter(group, exit) => OfResources(group, exit),
            _ => [],
        });

    private static IEnumerable<OpenRelease> OfResources(IOperation resources, IInvocationOperation exit)
    {
        foreach (var operation in resources.DescendantsAndSelf())
        {
            if (operation is IVariableDeclaratorOperation { Symbol: var local } declarator && LossOf(local.Type, declarator) is { } loss && !IsReleasedBefore(local, exit))
                yield return new(declarator.Syntax.GetLocation(), $"'{local.Name}'", loss) { Local = local.Name };
        }
    }

    /// <summary>What is lost with a resource that the system does not put in order when the process ends.</summary>
    private static string? LossOf(ITypeSymbol type, IOperation declarator) => type.Name switch
    {
        "StreamWriter" or "BinaryWriter" or "Utf8JsonWriter" or "XmlWriter" or "XmlTextWriter" or "GZipStream" or "DeflateStream" or "BrotliStream" or "BufferedStream" or "CryptoStream" => "what it still buffers is lost",
        "ZipArchive" or "TarWriter" => "the archive is cut off",
        "FileStream" when declarator.Descendants().Any(IsForWriting) => "what it still buffers is lost",
        "IHost" or "WebApplication" or "IWebHost" => "its services are not stopped",
        "McpClient" or "IMcpClient" or "ChildProcessGroup" => "its child processes go on",
        "TracerProvider" or "MeterProvider" => "what it has not exported yet is lost",
        _ => type.HasSource() ? LossOf(type) : null,
    };

    /// <summary>What the release of a type of this compilation does that nobody else would do.</summary>
    private static string? LossOf(ITypeSymbol type)
    {
        foreach (var call in type.GetMembers().OfType<IMethodSymbol>().Where(member => member.Name is "Dispose" or "DisposeAsync").SelectMany(member => member.DeclaringSyntaxReferences)
            .SelectMany(part => part.GetSyntax().DescendantNodes()).OfType<InvocationExpressionSyntax>())
        {
            switch ((call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText)
            {
                case "Delete":
                    return "what it deletes stays on the disk";
                case "Kill":
                    return "its child process goes on";
                case "Flush" or "FlushAsync":
                    return "what it still buffers is lost";
            }
        }

        return null;
    }

    private static bool IsForWriting(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "Create" or "OpenWrite" or "CreateText" or "AppendText", ContainingType.Name: "File" or "FileInfo" } } => true,
        IFieldReferenceOperation { Field: { ContainingType.Name: "FileMode", Name: "Create" or "CreateNew" or "Append" or "Truncate" } } => true,
        IFieldReferenceOperation { Field: { ContainingType.Name: "FileAccess", Name: "Write" or "ReadWrite" } } => true,
        _ => false,
    };

    private static OpenRelease? OfFinally(IBlockOperation last)
    {
        foreach (var call in last.Descendants().OfType<IInvocationOperation>())
        {
            var name = call.TargetMethod.Name;
            if (name == "Kill" && call.TargetMethod.ContainingType.Name == "Process")
                return new(Keyword(last), "the process that 'finally' kills", "goes on") { IsProcess = true };
            if (name is "Delete" or "DeleteAsync" && call.TargetMethod.ContainingType.Name is "File" or "Directory" or "FileInfo" or "DirectoryInfo")
                return new(Keyword(last), "what 'finally' deletes", "stays on the disk");
            if (name is "Flush" or "FlushAsync" or "Complete" or "CompleteAsync" or "StopAsync" or "CloseAsync" or "DisposeAsync" or "ShutdownAsync")
                return new(Keyword(last), $"what 'finally' would end by '{name}'", "is cut off");
        }

        return null;
    }

    private static Location Keyword(IOperation last) => last.Syntax.Parent is FinallyClauseSyntax clause ? clause.FinallyKeyword.GetLocation() : last.Syntax.GetLocation();

    /// <summary>Whether a plain local is released by the code behind the exit.</summary>
    private static bool IsReleasedAfter(IOperation group, IInvocationOperation exit) => group.Parent is { } scope && scope.Descendants().OfType<IInvocationOperation>().Any(call =>
        call.Syntax.SpanStart > exit.Syntax.Span.End && call.TargetMethod.Name is "Dispose" or "DisposeAsync" or "Close"
        && call.Instance?.Unwrapped() is ILocalReferenceOperation { Local: var released } && group.Descendants().OfType<IVariableDeclaratorOperation>().Any(local => SymbolEqualityComparer.Default.Equals(local.Symbol, released)));

    /// <summary>Whether the resource is released, or written out, somewhere before the exit: then the exit is meant.</summary>
    private static bool IsReleasedBefore(ILocalSymbol local, IInvocationOperation exit)
    {
        IOperation root = exit;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().OfType<IInvocationOperation>().Any(call =>
            call.Syntax.SpanStart < exit.Syntax.SpanStart && call.Instance?.Unwrapped() is ILocalReferenceOperation { Local: var released } && SymbolEqualityComparer.Default.Equals(released, local)
            && call.TargetMethod.Name is "Dispose" or "DisposeAsync" or "Close" or "CloseAsync" or "Flush" or "FlushAsync" or "StopAsync");
    }
}
