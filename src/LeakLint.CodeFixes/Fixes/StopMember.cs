using System.Collections.Generic;
using System.Linq;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeakLint.CodeFixes;

/// <summary>The member of a type that is called when its work is to end; one is written for a type that has none.</summary>
internal abstract class StopMember
{
    private static readonly string[] _names = ["DisposeAsyncCore", "DisposeAsync", "Dispose", "StopAsync", "Stop", "CloseAsync", "Close", "ShutdownAsync", "Shutdown"];

    /// <summary>Writes a statement at the begin of the member.</summary>
    public abstract bool TryWrite(string statement, SourceEdit edit);

    public static StopMember? TryFind(RepairContext context, TypeDeclarationSyntax type, INamedTypeSymbol symbol)
    {
        var methods = type.Members.OfType<MethodDeclarationSyntax>().Where(method => !method.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword)).ToList();
        var existing = _names.Select(name => methods.Find(method => method.Identifier.Text == name && IsForAll(method))).FirstOrDefault(method => method is not null);
        if (existing is not null)
            return new Existing(context, existing);
        return CanBecomeDisposable(context, symbol) ? new New(context, type, IsForInheritance(symbol)) : null;
    }

    /// <summary>Whether it ends the whole object: it takes nothing, or no more than a token or the flag of the Dispose pattern.</summary>
    private static bool IsForAll(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters.All(parameter => parameter.Type?.ToString() is "CancellationToken" or "bool") && (method.Body is not null || method.ExpressionBody is not null);

    /// <summary>Whether nobody has to learn that the type can be disposed: a container disposes what it creates.</summary>
    private static bool CanBecomeDisposable(RepairContext context, INamedTypeSymbol type) =>
        type.AllInterfaces.All(contract => contract.Name is not ("IDisposable" or "IAsyncDisposable"))
        && context.Model.Compilation.SyntaxTrees.All(tree => !tree.GetRoot().DescendantNodes().Any(node => Creates(node, type.Name)));

    /// <summary>Whether others may derive from the type, so that they need a place for their own releases.</summary>
    private static bool IsForInheritance(INamedTypeSymbol type) =>
        !type.IsSealed && (type.IsAbstract || type is { DeclaredAccessibility: Accessibility.Public, ContainingType: null or { DeclaredAccessibility: Accessibility.Public } });

    private static bool Creates(SyntaxNode node, string type) => node switch
    {
        ObjectCreationExpressionSyntax creation => creation.Type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault()?.Identifier.ValueText == type,
        // new() may create anything: ask what is declared there.
        ImplicitObjectCreationExpressionSyntax => node.Ancestors().Take(6).OfType<VariableDeclarationSyntax>().Any(declaration => declaration.Type.ToString().Contains(type)),
        SimpleBaseTypeSyntax derived => derived.Type.ToString().Contains(type),
        PrimaryConstructorBaseTypeSyntax derived => derived.Type.ToString().Contains(type),
        _ => false,
    };

    private sealed class Existing(RepairContext context, MethodDeclarationSyntax method) : StopMember
    {
        public override bool TryWrite(string statement, SourceEdit edit)
        {
            if (method.Body is not { } body)
            {
                var function = EnclosingFunction.At(method, context.Model);
                return context.TryOpenBody(function, edit, awaits: false, [statement], lead: function is { ReturnsTask: true, IsAsync: false } ? "return " : null);
            }

            var writer = context.CreateWriter(edit);
            var target = body.Statements.OfType<IfStatementSyntax>().FirstOrDefault(IsDisposing)?.Statement as BlockSyntax ?? body;
            if (target.Statements.FirstOrDefault(next => !IsGuard(next)) is { } first)
                writer.InsertBefore(first, [statement]);
            else
                writer.InsertAtEnd(target, [statement]);
            return true;
        }

        private bool IsDisposing(IfStatementSyntax test) =>
            method.ParameterList.Parameters.FirstOrDefault() is { Type: PredefinedTypeSyntax } flag && test.Condition.Is(flag.Identifier.Text);

        /// <summary>if (_disposed) return;</summary>
        private static bool IsGuard(StatementSyntax statement) =>
            statement is IfStatementSyntax { Else: null, Statement: ReturnStatementSyntax or BlockSyntax { Statements.Count: 1 } } test
            && test.Statement.DescendantNodesAndSelf().OfType<ReturnStatementSyntax>().Any();
    }

    private sealed class New(RepairContext context, TypeDeclarationSyntax type, bool isForInheritance) : StopMember
    {
        public override bool TryWrite(string statement, SourceEdit edit)
        {
            if (type.Members.LastOrDefault() is not { } last || type.CloseBraceToken.IsMissing)
                return false;
            var contract = context.NameOf("IDisposable", "System");
            if (type.BaseList is { Types: { Count: > 0 } types })
                edit.Insert(types.Last().Span.End, ", " + contract);
            else
                edit.Insert((type.ParameterList ?? (SyntaxNode?)type.TypeParameterList)?.Span.End ?? type.Identifier.Span.End, " : " + contract);
            var layout = context.Layout;
            var indent = layout.IndentAt(last.SpanStart);
            IEnumerable<string> lines = isForInheritance ? WritePattern(statement)
                : context.Speaks(LanguageVersion.CSharp7) ? [$"public void Dispose() => {statement}"]
                : layout.WriteBlock("public void Dispose()", statement);
            edit.Insert(context.CreateWriter(edit).EndWithComment(last.GetLastToken()), layout.NewLine + layout.NewLine + indent + layout.Join(lines, indent));
            return true;
        }

        private IEnumerable<string> WritePattern(string statement) =>
        [
            .. context.Layout.WriteBlock("public void Dispose()", "Dispose(true);", context.NameOf("GC", "System") + ".SuppressFinalize(this);"),
            "",
            .. context.Layout.WriteBlock("protected virtual void Dispose(bool disposing)", [.. context.Layout.WriteBlock("if (disposing)", statement)]),
        ];
    }
}
