using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LeakLint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LeakLint.CodeFixes;

/// <summary>What a repair works on: a finding in a document.</summary>
internal sealed class RepairContext
{
    public RepairContext(Finding finding, SemanticModel model, SourceText text)
    {
        Finding = finding;
        Model = model;
        Text = text;
        Root = model.SyntaxTree.GetRoot();
        Node = Root.FindNode(finding.Span, getInnermostNodeForTie: true);
        Layout = Layout.Around(Node, text);
    }

    public Finding Finding { get; }

    public SemanticModel Model { get; }

    public SourceText Text { get; }

    public SyntaxNode Root { get; }

    /// <summary>The code that the diagnostic is on.</summary>
    public SyntaxNode Node { get; }

    public Layout Layout { get; }

    /// <summary>The lines that release what the finding is about, where they are not told by its hints.</summary>
    public IReadOnlyList<string>? ReleaseLines { get; set; }

    public EnclosingFunction Function => EnclosingFunction.Of(Node, Model);

    public bool Speaks(LanguageVersion version) => Root.SyntaxTree.Options is CSharpParseOptions options && options.LanguageVersion >= version;

    /// <summary>The same code, for a repair that is told otherwise.</summary>
    public RepairContext With(Finding finding) => new(finding, Model, Text);

    /// <summary>The name of a type as code here may write it: with its namespace where that is not imported.</summary>
    public string NameOf(string name, string space) =>
        Model.LookupNamespacesAndTypes(Node.SpanStart, name: name).Any(found => found.ContainingNamespace?.ToDisplayString() == space) ? name : space + "." + name;

    public SourceEdit CreateEdit() => new(Root, Text, Layout);

    public StatementWriter CreateWriter(SourceEdit edit) => new(Root, Text, Layout, edit);

    /// <summary>
    /// Makes a function async where what is written awaits, or where it releases something before a returned task is done.
    /// </summary>
    public bool TryMakeAsync(EnclosingFunction function, SourceEdit edit, bool awaits)
    {
        var conversion = new AsyncConversion(function, CreateWriter(edit), edit);
        return !NeedsAsync(function, conversion, awaits) || conversion.TryWrite(eventHandler: Finding.MakeAsync);
    }

    /// <summary>Writes an expression body as a block.</summary>
    /// <param name="before">Lines before the statement that the expression becomes.</param>
    /// <param name="lead">What stands before the expression; null for <c>return</c> where the function returns a value.</param>
    public bool TryOpenBody(EnclosingFunction function, SourceEdit edit, bool awaits, IReadOnlyCollection<string> before, string? lead = null, IReadOnlyCollection<string>? after = null)
    {
        var isAsync = function.IsAsync || NeedsAsync(function, new AsyncConversion(function, CreateWriter(edit), edit), awaits);
        return new ExpressionBody(function, isAsync, Text, Layout, edit).TryOpen(before, lead, after);
    }

    private bool NeedsAsync(EnclosingFunction function, AsyncConversion conversion, bool awaits) =>
        !function.IsAsync && (awaits || conversion.IsNeeded);
}
