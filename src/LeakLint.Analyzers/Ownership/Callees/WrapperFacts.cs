using System;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <summary>What an object does with the resource that its constructor is given.</summary>
internal static class WrapperFacts
{
    /// <summary>Whether releasing the new object releases what it is given: so unless an argument or the type says otherwise.</summary>
    public static bool KeepsArguments(IObjectCreationOperation creation)
    {
        if (creation.Constructor is not { } constructor)
            return true;
        var owns = false;
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is not { Type.SpecialType: SpecialType.System_Boolean } parameter)
                continue;
            if (argument.Value.ConstantBool() is not { } value)
                continue;
            if (IsLeaveOpen(parameter.Name) && value)
                return false;
            if (IsOwns(parameter.Name))
            {
                if (!value)
                    return false;
                owns = true;
            }
        }

        if (owns)
            return true;
        if (constructor.HasSource())
            return true;
        var type = constructor.ContainingType.FullName();
        // Its dispose closes the socket only when it is told to own it.
        if (type == "System.Net.Sockets.NetworkStream")
            return false;
        for (ITypeSymbol? ancestor = constructor.ContainingType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ContractTable.Find(ancestor) is { } members && members.TryGetValue(".ctor", out var row))
                return row.Argument != Transfer.Borrows;
        }

        return true;
    }

    /// <summary>
    /// Whether a call is told not to leave the stream open that it is given: <c>Load(stream, leaveStreamOpen: false)</c>, or <c>XmlReader.Create(stream, settings)</c>
    /// with settings that say so.
    /// </summary>
    public static bool IsToldToClose(IInvocationOperation invocation, IParameterSymbol? given)
    {
        if (!IsWrapped(given?.Type))
            return false;
        if (invocation.TargetMethod is { Name: "Create", ContainingType.Name: "XmlReader" or "XmlWriter" } create && create.Parameters.Any(parameter => parameter.Type.Name is "XmlReaderSettings" or "XmlWriterSettings"))
            return ((SyntaxNode?)invocation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? invocation.Syntax.SyntaxTree.GetRoot()).NamedOf(["CloseInput", "CloseOutput"]).Any();
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is { Type.SpecialType: SpecialType.System_Boolean, Name: var name } && name.StartsWith("leave", StringComparison.Ordinal) && name.EndsWith("Open", StringComparison.Ordinal)
                && argument.Value.ConstantBool() == false)
                return true;
        }

        return false;
    }

    /// <summary>Whether the new object is told that it owns nothing: a handle of somebody else's.</summary>
    public static bool OwnsNothing(IObjectCreationOperation creation)
    {
        // A stream over a socket of which it is not told that it owns it.
        if (creation is { Type.Name: "NetworkStream", Constructor.Parameters: var parameters } && creation.Type.FullName() == "System.Net.Sockets.NetworkStream"
            && parameters.All(parameter => parameter.Type.SpecialType != SpecialType.System_Boolean))
            return true;
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is { Type.SpecialType: SpecialType.System_Boolean } parameter && IsOwns(parameter.Name) && argument.Value.ConstantBool() == false)
                return true;
        }

        return EmptyHandles.AreMade(creation) || (creation.Constructor is { } constructor && OwnsNothing(constructor));
    }

    /// <summary>Whether the constructor of a handle of ours tells its base that it owns nothing: <c>private Handle(IntPtr given) : base(given, false)</c>.</summary>
    private static bool OwnsNothing(IMethodSymbol constructor)
    {
        if (constructor.DeclaringSyntaxReferences is not { Length: 1 } declared || constructor.ContainingType.BaseType is not { Name: "SafeHandle" or "SafeHandleZeroOrMinusOneIsInvalid" or "SafeHandleMinusOneIsInvalid" or "CriticalHandle" } handle || handle.HasSource()
            || declared[0].GetSyntax() is not ConstructorDeclarationSyntax { Initializer: { RawKind: (int)SyntaxKind.BaseConstructorInitializer, ArgumentList.Arguments: { Count: > 0 } told } })
            return false;
        return told[told.Count - 1].Expression.RawKind == (int)SyntaxKind.FalseLiteralExpression;
    }

    /// <summary>
    /// Whether all that the new object would release is what it is given, and that is in memory or somebody else's: a reader over
    /// a stream of the caller.
    /// </summary>
    /// <param name="creation">The creation.</param>
    /// <param name="holdsOwned">Whether it is given a resource that this body owns.</param>
    public static bool NeedsNoReleaseOfItsOwn(IObjectCreationOperation creation, bool holdsOwned)
    {
        if (creation.Constructor is not { } constructor || KnownBaseOf(constructor.ContainingType) is not { } wrapper)
            return false;
        // A buffer grows as it is written to; only over a stream does the writer rent one of its own.
        if (constructor is { ContainingType.Name: "Utf8JsonWriter", Parameters: { Length: > 0 } written } && written[0].Type.Name == "IBufferWriter")
            return true;
        if (ReadsMemory(creation) || (!holdsOwned && SendsBy(creation)))
            return true;
        foreach (var argument in creation.Arguments)
        {
            if (!IsWrapped(argument.Parameter?.Type))
                continue;
            if (IsInMemory(argument.Value))
                return !Compresses(creation);
            return !holdsOwned && IsMereWrapper(wrapper);
        }

        return false;
    }

    /// <summary>Whether nothing is lost with the new object once what it was given is released: a reader, or a writer that keeps nothing back or is told to give it.</summary>
    public static bool IsMereView(IObjectCreationOperation creation) =>
        creation is { Constructor: { } constructor, Type.Name: var name }
        && !constructor.HasSource()
        && (IsReader(constructor.ContainingType) || name == "BinaryWriter" || (name == "StreamWriter" && (FlushesItself(creation) || IsFlushed(creation))));

    /// <summary>A client over a handler: the connections are the handler's, and ending the client would end the handler as well.</summary>
    private static bool SendsBy(IObjectCreationOperation creation) =>
        creation.Type is { Name: "HttpClient" or "HttpMessageInvoker" } && creation.Arguments is { IsEmpty: false } arguments && arguments[0].Parameter?.Type.Name == "HttpMessageHandler";

    private static bool FlushesItself(IObjectCreationOperation creation)
    {
        foreach (var assigned in ((creation.Syntax as BaseObjectCreationExpressionSyntax)?.Initializer?.Expressions).GetValueOrDefault())
        {
            if (assigned is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "AutoFlush" }, Right.RawKind: (int)SyntaxKind.TrueLiteralExpression })
                return true;
        }

        return false;
    }

    /// <summary>Whether the body flushes the local that the writer is put into as its last word, or tells it to hold nothing back: it is left open for the sake of what it writes to.</summary>
    private static bool IsFlushed(IObjectCreationOperation creation) =>
        creation.Syntax.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var writer, Parent.Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Parent: BlockSyntax block } } }
        && block.Statements.Any(statement => statement is ExpressionStatementSyntax { Expression: var expression }
            && (expression is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var told }, Name.Identifier.ValueText: "AutoFlush" }, Right.RawKind: (int)SyntaxKind.TrueLiteralExpression } && told == writer
                || expression.DescendantNodesAndSelf().Any(node => node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var flushed }, Name.Identifier.ValueText: "Flush" or "FlushAsync" } && flushed == writer)));

    /// <summary>Whether the constructor of a class of ours that needs no release gives the new object to somebody: it lives on there, with what it was given.</summary>
    public static bool ConnectsItself(IObjectCreationOperation creation)
    {
        if (creation.Constructor is not { } constructor)
            return false;
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax().DescendantNodes())
            {
                if (node is ArgumentSyntax { Expression: ThisExpressionSyntax, Parent.Parent: InvocationExpressionSyntax })
                    return true;
            }
        }

        return false;
    }

    /// <summary>The type itself, or what a class of ours derives from that adds nothing to be released.</summary>
    private static INamedTypeSymbol? KnownBaseOf(INamedTypeSymbol type)
    {
        if (!type.HasSource())
            return type;
        if (type.BaseType is not { SpecialType: SpecialType.None } wrapper || wrapper.HasSource() || !IsWrapped(wrapper))
            return null;
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { Name: "Dispose" or "DisposeAsync" or "Close" } || member is IFieldSymbol { IsStatic: false, Type.SpecialType: SpecialType.None, Type.TypeKind: not TypeKind.Enum })
                return null;
        }

        return wrapper;
    }

    private static bool IsLeaveOpen(string parameter) => parameter is "leaveOpen" or "leaveInnerStreamOpen";

    private static bool IsOwns(string parameter) =>
        parameter.StartsWith("owns", StringComparison.OrdinalIgnoreCase) || parameter is "owned" or "disposeHandler" or "closeOutput" or "closeInput";

    private static bool IsWrapped(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name is "Stream" or "TextReader" or "TextWriter" && type.ContainingNamespace?.ToDisplayString() == "System.IO")
                return true;
        }

        return false;
    }

    /// <summary>Whether the new object writes an end when it is released, without which what it wrote cannot be read: a compressing stream, a new archive.</summary>
    private static bool Compresses(IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
        {
            if (argument.Value.Unwrapped() is { Type.Name: "CompressionLevel" or "ZLibCompressionOptions" or "BrotliCompressionOptions" }
                or { Type.Name: "CompressionMode", ConstantValue: { HasValue: true, Value: 1 } } or { Type.Name: "ZipArchiveMode", ConstantValue: { HasValue: true, Value: 1 or 2 } })
                return true;
        }

        return false;
    }

    /// <summary>Whether a reader of a package is given bytes here, where another of its constructors takes a stream. A text may be a path.</summary>
    private static bool ReadsMemory(IObjectCreationOperation creation) =>
        creation.Constructor is { ContainingType: { } type, Parameters: { Length: > 0 } parameters } && !type.HasSource() && type.RootNamespace() != "System" && IsReader(type)
        && (parameters[0].Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } or { Name: "ReadOnlyMemory" or "ReadOnlySequence" })
        && parameters.All(parameter => !IsWrapped(parameter.Type))
        && type.InstanceConstructors.Any(other => other.Parameters.Length > 0 && IsWrapped(other.Parameters[0].Type));

    private static bool IsReader(INamedTypeSymbol type) => type.Name.EndsWith("Reader", StringComparison.Ordinal) || type.Name.EndsWith("InputStream", StringComparison.Ordinal);

    private static bool IsInMemory(IOperation value) =>
        value.Unwrapped().Type is { Name: "MemoryStream" or "StringReader" or "StringWriter" or "UnmanagedMemoryStream" };

    /// <summary>Readers and writers hold nothing of their own but a buffer; compressing and encrypting streams do.</summary>
    public static bool IsMereWrapper(INamedTypeSymbol type) =>
        type.Name.EndsWith("Reader", StringComparison.Ordinal)
        || type.Name.EndsWith("Writer", StringComparison.Ordinal)
        || type.Name is "BufferedStream" or "SslStream" or "NegotiateStream";
}
