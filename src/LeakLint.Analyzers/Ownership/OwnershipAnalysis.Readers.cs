using System.Collections.Generic;
using System.Linq;
using LeakLint.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LeakLint.Ownership;

/// <content>Readers that close the connection of their command: <c>command.ExecuteReaderAsync(CommandBehavior.CloseConnection)</c>. Who has the reader has the connection, and has no use for the command.</content>
internal sealed partial class OwnershipAnalysis
{
    private const int CloseConnection = 32;

    private void HandOverConnection(IInvocationOperation invocation, World world)
    {
        if (invocation.TargetMethod.Name is not ("ExecuteReader" or "ExecuteReaderAsync") || !invocation.Arguments.Any(Closes)
            || invocation.Instance?.Unwrapped() is not ILocalReferenceOperation { Local: { DeclaringSyntaxReferences: { Length: 1 } declared } command })
            return;
        var names = ConnectionsOf(declared[0].GetSyntax(_cancel), command.Name).Select(name => name.Identifier.ValueText).ToList();
        foreach (var connection in _symbols.Keys.Where(symbol => names.Contains(symbol.Name)))
            HandOver(Read(connection, world), world);
        HandOver(Read(command, world), world);
    }

    private static bool Closes(IArgumentOperation argument) =>
        argument.Parameter?.Type.Name == "CommandBehavior" && argument.Value.Unwrapped().ConstantValue is { HasValue: true, Value: int behavior } && (behavior & CloseConnection) != 0;

    /// <summary>What the command is made from, or is given as its connection.</summary>
    private static IEnumerable<IdentifierNameSyntax> ConnectionsOf(SyntaxNode command, string name)
    {
        if (command is not VariableDeclaratorSyntax { Initializer.Value: var made } || command.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
            return [];
        var source = made switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax connection } } => [connection],
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList?.Arguments.Select(argument => argument.Expression).OfType<IdentifierNameSyntax>() ?? [],
            _ => Enumerable.Empty<IdentifierNameSyntax>(),
        };
        var given = member.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(assignment => assignment.Left switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Connection", Expression: IdentifierNameSyntax { Identifier.ValueText: var receiver } } => receiver == name,
            IdentifierNameSyntax { Identifier.ValueText: "Connection" } => made.Span.Contains(assignment.Span),
            _ => false,
        });
        return source.Concat(given.Select(assignment => assignment.Right).OfType<IdentifierNameSyntax>());
    }
}
