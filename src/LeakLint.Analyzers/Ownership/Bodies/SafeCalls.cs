using System;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.Ownership;

/// <summary>Calls that throw only when the program is wrong or the machine out of memory: no path is drawn for them.</summary>
internal static class SafeCalls
{
    /// <summary>Whether a constructor of ours only stores what it is given, or passes it to a base of somebody else's.</summary>
    public static bool IsPlain(IMethodSymbol constructor)
    {
        if (constructor.ContainingType.BaseType?.HasSource() == true)
            return false;
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not ConstructorDeclarationSyntax declaration)
                return false;
            foreach (var node in declaration.DescendantNodes())
            {
                if (IsGuarding(node))
                    continue;
                if (node is InvocationExpressionSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or CastExpressionSyntax
                    or ConstructorInitializerSyntax { RawKind: (int)SyntaxKind.ThisConstructorInitializer })
                    return false;
            }
        }

        return true;
    }

    /// <summary>Whether the node belongs to a test of an argument: <c>if (stream == null) throw …</c>, <c>?? throw …</c>, <c>ThrowIfNull(stream)</c>.</summary>
    private static bool IsGuarding(SyntaxNode node)
    {
        if (node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "ArgumentNullException" or "ArgumentException" } } })
            return true;
        return node is InvocationExpressionSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or BaseObjectCreationExpressionSyntax
            && node.FirstAncestorOrSelf<SyntaxNode>(outer => outer is ThrowStatementSyntax or ThrowExpressionSyntax or ConstructorDeclarationSyntax) switch
            {
                ThrowExpressionSyntax { Parent: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: IdentifierNameSyntax } } => true,
                ThrowStatementSyntax { Parent: IfStatementSyntax { Condition: var asked } } => IsNullTest(asked),
                ThrowStatementSyntax { Parent: BlockSyntax { Parent: IfStatementSyntax { Condition: var asked } } } => IsNullTest(asked),
                _ => false,
            };
    }

    private static bool IsNullTest(ExpressionSyntax condition) =>
        condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Left: IdentifierNameSyntax, Right.RawKind: (int)SyntaxKind.NullLiteralExpression }
            or IsPatternExpressionSyntax { Expression: IdentifierNameSyntax, Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } };

    private static readonly string[] _levels =
        ["Trace", "Debug", "Info", "Information", "Verbose", "Warn", "Warning", "Error", "Fatal", "Critical", "Log", "LogTrace", "LogDebug", "LogInfo", "LogInformation", "LogWarn", "LogWarning", "LogError"];

    /// <summary>Whether the method writes a message to a log: one that fails because of that is no log.</summary>
    private static bool IsLogging(IMethodSymbol method) =>
        method is { ReturnsVoid: true, Parameters: { Length: > 0 } parameters } && Array.IndexOf(_levels, method.Name) >= 0
        && (parameters[0].Type.SpecialType == SpecialType.System_String || (parameters.Length > 1 && parameters[1].Type.SpecialType == SpecialType.System_String));

    public static bool Contains(IMethodSymbol method)
    {
        if (Contracts.IsReleaseName(method.Name) || method.Name is "ConfigureAwait" or "GetAwaiter" or "ToString" or "Equals" or "GetHashCode" or "GetType")
            return true;
        if (IsLogging(method))
            return true;
        if (method.HasSource())
            return false;
        var type = method.ContainingType;
        if (type is null)
            return false;
        if (type.Name is "Console" or "Debug" or "Trace" or "String" or "Math" or "GC" or "Interlocked" or "Volatile" or "Stopwatch"
            or "DateTime" or "DateTimeOffset" or "TimeSpan" or "Guid" or "StringBuilder" or "Path" or "Object" or "Environment"
            or "DefaultInterpolatedStringHandler" or "ILogger" or "LoggerExtensions" or "Enumerable" or "MemoryExtensions" or "Array" or "Nullable"
            or "Monitor" or "Lock" or "ArrayPool")
            return true;
        if (type.ContainingNamespace?.ToDisplayString() is { } space && space.StartsWith("System.Collections", StringComparison.Ordinal))
            return true;
        return type.FullName() == "System.Threading.Tasks.Task" && method.Name is "FromResult" or "WhenAll" or "WhenAny" or "Run" or "Delay";
    }
}
