using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes.Shutdown;

/// <summary>Registers SIGTERM after a subscription to an exit event.</summary>
/// <param name="repeats">Whether the signal does what the handler of the event does; otherwise it exits the program, which raises the event.</param>
internal sealed class RegisterSignalFix(bool repeats) : Repair
{
    public override string Title(Finding finding) => "Clean up on SIGTERM as well";

    public override IEnumerable<SourceEdit> Propose(RepairContext context)
    {
        if (context.Node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { Parent: ExpressionStatementSyntax statement } subscription
            // One registration is enough for all that hangs on the exit.
            || Signals.HasSigterm(context)
            || Action(context, subscription) is not { } action)
            yield break;
        var edit = context.CreateEdit();
        // The exit waits for nothing but the return of the handler.
        if (subscription.Right is LambdaExpressionSyntax { AsyncKeyword.RawKind: not 0 } handler && !WaitInCallbackFix.TryWait(context, handler, edit))
            yield break;
        if (LivesAsLongAsProgram(context, statement))
        {
            context.CreateWriter(edit).InsertAfter(statement, [$"using var {FreeNames.Find(statement, "sigterm")} = {Signals.Registration(context, edit, action)};"]);
            yield return edit;
        }
        else if (statement.FirstAncestorOrSelf<TypeDeclarationSyntax>() is ClassDeclarationSyntax type)
        {
            var field = (type.Members.OfType<FieldDeclarationSyntax>().Any(IsNamedForStatic) ? "s_" : "_") + "sigterm";
            if (type.DescendantTokens().Any(token => token.ValueText == field))
                yield break;
            context.CreateWriter(edit).InsertAfter(statement, [$"{field} ??= {Signals.Registration(context, edit, action)};"]);
            var nullable = (context.Model.GetNullableContext(statement.SpanStart) & NullableContext.AnnotationsEnabled) != 0 ? "?" : "";
            Declare(context, type, $"private static {Signals.Import(context, context.CreateEdit())}PosixSignalRegistration{nullable} {field};", edit);
            yield return edit;
        }
    }

    /// <summary>What the signal does; null when it cannot do what the handler does.</summary>
    private string? Action(RepairContext context, AssignmentExpressionSyntax subscription)
    {
        if (!repeats)
            return Signals.Exit(context);
        // The argument of the signal can be cancelled as that of the key can; whatever else the handler asks of its arguments, the signal does not have.
        if (subscription.Right is not ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 2 } parameters } handler
            || Mentions(handler.Body, parameters[0]).Any() && parameters[0].Identifier.Text != "_"
            || Mentions(handler.Body, parameters[1]).Any(use => use.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Cancel" }))
            return null;
        var body = context.Text.ToString(TextSpan.FromBounds(handler.ArrowToken.Span.End, handler.Body.Span.End));
        return handler.AsyncKeyword.IsKind(SyntaxKind.None)
            ? $"{parameters[1].Identifier.Text} =>{body}"
            : $"{parameters[1].Identifier.Text} => {WaitInCallbackFix.Name(context)}.Run(async () =>{body}).GetAwaiter().GetResult()";
    }

    private static IEnumerable<IdentifierNameSyntax> Mentions(SyntaxNode body, ParameterSyntax parameter) =>
        body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == parameter.Identifier.ValueText);

    /// <summary>Whether the statement stands at the top of Main, so that what it declares is there until the program ends.</summary>
    private static bool LivesAsLongAsProgram(RepairContext context, StatementSyntax statement) => statement.Parent switch
    {
        GlobalStatementSyntax => true,
        BlockSyntax { Parent: MethodDeclarationSyntax { Identifier.ValueText: "Main" } main } => main.Modifiers.Any(SyntaxKind.StaticKeyword) && context.Speaks(LanguageVersion.CSharp8),
        _ => false,
    };

    private static bool IsNamedForStatic(FieldDeclarationSyntax field) => field.Declaration.Variables.Any(variable => variable.Identifier.Text.StartsWith("s_", System.StringComparison.Ordinal));

    private static void Declare(RepairContext context, TypeDeclarationSyntax type, string declaration, SourceEdit edit)
    {
        if (type.Members.OfType<FieldDeclarationSyntax>().LastOrDefault() is { } last)
            edit.Insert(context.CreateWriter(edit).EndWithComment(last.GetLastToken()), context.Layout.NewLine + context.Layout.IndentAt(last.SpanStart) + declaration);
        else
            edit.Insert(type.OpenBraceToken.Span.End, context.Layout.NewLine + context.Layout.IndentAt(type.Members[0].SpanStart) + declaration + context.Layout.NewLine);
    }
}
