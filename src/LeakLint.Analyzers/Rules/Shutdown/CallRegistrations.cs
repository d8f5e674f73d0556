using System.Linq;
using LeakLint.Lifetimes;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Rules.Shutdown;

/// <summary>
/// Callbacks that a call registers with the token of its caller and leaves behind: <c>token.Register(() => answer.TrySetCanceled())</c>. When the answer came, the callback stays with the
/// token, one for each call.
/// </summary>
internal static class CallRegistrations
{
    /// <summary>What the token keeps, by name: something that the call made, or the object that is being made.</summary>
    public static string? FindKept(IInvocationOperation call, ISymbol member)
    {
        if (!StopSignals.IsToken(call.TargetMethod.ContainingType) || RunsOnce(member))
            return null;
        var token = (call.Instance?.Unwrapped() as IParameterReferenceOperation)?.Parameter;
        if (token is null && !IsKept(call.Instance))
            return null;
        if (member is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var made })
            return token is not null && IsReleased(made) && Subscribers.RefersToThis(call) && !GrowthSite.IsInHandler(call) ? made.Name : null;
        var root = FunctionOf(call, token);
        if (Publishers.IsProcessLongToken(call.Instance) && FindRequest(call) is { } request)
            return request;
        return call.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf()).OfType<ILocalReferenceOperation>().Select(reference => reference.Local)
            .FirstOrDefault(local => (IsPromise(local.Type) || IsEndedByCall(local)) && IsDeclaredIn(local, root) && IsKeptByOthers(local, call, root))?.Name;
    }

    /// <summary>The request, or the connection, that the callback would end: there is one for each call, and the application's token keeps them all.</summary>
    private static string? FindRequest(IInvocationOperation call) => call.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf()).OfType<IParameterReferenceOperation>()
        .FirstOrDefault(reference => reference.Parameter is { Type.Name: "HttpContext" or "HttpRequest" or "HttpResponse" or "WebSocket" or "ServerCallContext" or "HubCallerContext" or "ConnectionContext" or "TcpClient" or "Socket" } given
            && !call.Arguments.Any(argument => argument.Syntax.Span.Contains(given.Locations[0].SourceSpan)))?.Parameter.Name;

    /// <summary>Whether what is registered has had its time when its block ends: the block waits for it.</summary>
    public static bool EndsWithBlock(IOperation call) =>
        call.Parent is IExpressionStatementOperation { Parent: IBlockOperation block } && block.Descendants().Any(operation => operation is IAwaitOperation awaited && awaited.Syntax.SpanStart > call.Syntax.Span.End);

    // The token of these is cancelled when what they run is over. What gives a result is called for it, whatever its name.
    public static bool RunsOnce(ISymbol member) =>
        member is IMethodSymbol { ReturnType: not INamedTypeSymbol { Arity: > 0 } } && member.Name is "ExecuteAsync" or "StartAsync" or "StopAsync" or "RunAsync" or "Run" || GrowthSite.IsStartUp(member) && member is not IMethodSymbol { MethodKind: MethodKind.Constructor };

    private static bool IsReleased(INamedTypeSymbol type) => type.AllInterfaces.Any(contract => contract.Name is "IDisposable" or "IAsyncDisposable");

    /// <summary>What somebody waits for, once.</summary>
    public static bool IsPromise(ITypeSymbol type) => type.Name == "TaskCompletionSource" || (type.BaseType is { } parent && IsPromise(parent));

    /// <summary>A process, or what a <c>using</c> releases: when the call is over the callback can only ask for what is gone.</summary>
    private static bool IsEndedByCall(ILocalSymbol local) => local.Type is { Name: "Process", ContainingNamespace.Name: "Diagnostics" } || local.DeclaringSyntaxReferences.Any(declaration =>
        declaration.GetSyntax().Parent?.Parent is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } or UsingStatementSyntax);

    /// <summary>Whether the token is there for more than this call: the application's, or one of a source that the object keeps.</summary>
    private static bool IsKept(IOperation? token) => Publishers.IsProcessLongToken(token) || token?.Unwrapped() switch
    {
        IFieldReferenceOperation { Field: { IsStatic: false, IsReadOnly: true } } => true,
        IPropertyReferenceOperation { Property.Name: "Token", Instance: { } source } => source.Unwrapped() is IFieldReferenceOperation { Field: { IsStatic: false, IsReadOnly: true } },
        _ => false,
    };

    private static IOperation FunctionOf(IOperation call, IParameterSymbol? token)
    {
        var function = call;
        while (function.Parent is { } parent && !(function is IAnonymousFunctionOperation { Symbol: var lambda } && (token is null || SymbolEqualityComparer.Default.Equals(lambda, token.ContainingSymbol))))
            function = parent;
        return function;
    }

    private static bool IsDeclaredIn(ILocalSymbol local, IOperation function) =>
        local.DeclaringSyntaxReferences.Any(declaration => function.Syntax.Span.Contains(declaration.Span));

    /// <summary>Whether something else than the token can complete it: a call that waits for nothing but the token ends with it.</summary>
    private static bool IsKeptByOthers(ILocalSymbol local, IOperation registration, IOperation function) => function.Descendants().Any(operation =>
        operation is ILocalReferenceOperation use && SymbolEqualityComparer.Default.Equals(use.Local, local) && !registration.Syntax.Span.Contains(use.Syntax.Span)
        && use.Parent is not (IPropertyReferenceOperation { Property.Name: "Task" } or ISimpleAssignmentOperation));
}
