using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes;

/// <summary>What tells a loop to end: a token, or a source of tokens.</summary>
internal abstract class StopSignal(string name, string token)
{
    /// <summary>What is asked whether cancellation was requested.</summary>
    public string Name { get; } = name;

    /// <summary>The token to pass on.</summary>
    public string Token { get; } = token;

    /// <summary>Writes what the signal needs in order to exist, and to be given.</summary>
    public abstract bool TryWrite(SourceEdit edit);

    /// <summary>The signals that may serve, the best first: what is at hand, then a source of the type's own.</summary>
    public static IEnumerable<StopSignal> FindAll(RepairContext context, TypeDeclarationSyntax type, StatementSyntax loop)
    {
        foreach (var symbol in context.Model.LookupSymbols(loop.SpanStart).OrderBy(symbol => symbol is ILocalSymbol or IParameterSymbol ? 0 : 1))
        {
            if (symbol is ILocalSymbol { Type: var local } && IsNamed(local, "CancellationToken") || symbol is IParameterSymbol parameter && IsNamed(parameter.Type, "CancellationToken") && !OnlyCoversStart(parameter))
                yield return new Given(symbol.Name, symbol.Name);
            else if (symbol is IFieldSymbol { NullableAnnotation: not NullableAnnotation.Annotated } source && IsNamed(source.Type, "CancellationTokenSource") && IsCancelled(type, source.Name))
                yield return new Given(symbol.Name, symbol.Name + ".Token");
        }

        if (context.Model.GetDeclaredSymbol(type) is INamedTypeSymbol { TypeKind: TypeKind.Class } owner && StopMember.TryFind(context, type, owner) is { } member)
            yield return new Owned(context, type, member);
    }

    // The token of StartAsync is about the start of the host.
    private static bool OnlyCoversStart(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol { Name: "StartAsync" };

    private static bool IsNamed(ITypeSymbol type, string name) => type.Name == name && type.ContainingNamespace.ToDisplayString() == "System.Threading";

    private static bool IsCancelled(TypeDeclarationSyntax type, string source) => type.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access =>
        access.Name.Identifier.Text is "Cancel" or "CancelAsync" && access.Expression.Is(source));

    private sealed class Given(string name, string token) : StopSignal(name, token)
    {
        public override bool TryWrite(SourceEdit edit) => true;
    }

    /// <summary>A source that the type creates and cancels. It is not disposed: the loop may still ask for its token.</summary>
    private sealed class Owned(RepairContext context, TypeDeclarationSyntax type, StopMember member) : StopSignal(FieldName(type), FieldName(type) + ".Token")
    {
        public override bool TryWrite(SourceEdit edit)
        {
            if (!member.TryWrite(Name + ".Cancel();", edit))
                return false;
            var source = context.NameOf("CancellationTokenSource", "System.Threading");
            var line = $"private readonly {source} {Name} = new{(context.Speaks(LanguageVersion.CSharp9) ? "" : " " + source)}();";
            var layout = context.Layout;
            if (type.Members.OfType<FieldDeclarationSyntax>().LastOrDefault() is { } last)
            {
                edit.Insert(context.CreateWriter(edit).EndWithComment(last.GetLastToken()), layout.NewLine + layout.IndentAt(last.SpanStart) + line);
                return true;
            }

            var first = type.Members[0];
            var indent = layout.IndentAt(first.SpanStart);
            edit.Insert(type.OpenBraceToken.Span.End, layout.NewLine + indent + line + layout.NewLine);
            return true;
        }

        private static string FieldName(TypeDeclarationSyntax type)
        {
            var fields = type.Members.OfType<FieldDeclarationSyntax>().Where(field => !field.Modifiers.Any(SyntaxKind.StaticKeyword)).SelectMany(field => field.Declaration.Variables).ToList();
            var isPlain = fields.Count > 0 && fields.TrueForAll(field => char.IsLower(field.Identifier.Text[0]));
            return FreeNames.FindIn(type, isPlain ? "stopping" : "_stopping");
        }
    }
}
